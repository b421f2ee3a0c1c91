import { Dialog } from '@angular/cdk/dialog';
import { ApplicationRef, ChangeDetectionStrategy, Component, DOCUMENT, DestroyRef, Injector, afterNextRender, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { CellAddress } from '@passerelle/shared/grid';
import { ExplainPanel, KeyHelp, SidePanelStore, SkeletonComponent, keysOfScreen } from '@passerelle/shared/ui';
import { AmountPipe, BudgetSavedStore, MomentPipe, ProblemComponent, ProjectTotalsStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { ExchangeLinksComponent } from '../_exchange/exchange-links.component';
import { CellHistoryComponent } from './cell-history.component';
import { figureOf, isTyped, TOTALS_ROW } from './budget-columns';
import { BudgetGridStore } from './budget-grid.store';
import { BudgetListComponent } from './budget-list.component';
import { BudgetPrintComponent } from './budget-print.component';
import { BudgetTableComponent } from './budget-table.component';
import { BUDGET_KEYS } from '../_ui/keys';
import { LeaveDialogComponent } from '../_saving/leave-dialog.component';
import { narrowScreen } from '../_ui/narrow-screen';
import { printedPage } from '../_ui/printed-page';
import { SaveStateComponent } from '../_saving/save-state.component';
import { Saving } from '../_saving/saving';
import { StaleDialogComponent } from '../_saving/stale-dialog.component';
import { WhoIsHereComponent } from '../_live/who-is-here.component';

/** The budget of a project: operators × cost categories, typed in place, saved cell by cell. */
@Component({
  selector: 'pa-budget-grid',
  imports: [
    AmountPipe,
    BudgetListComponent,
    BudgetPrintComponent,
    BudgetTableComponent,
    ExchangeLinksComponent,
    MomentPipe,
    ProblemComponent,
    RouterLink,
    SaveStateComponent,
    SayPipe,
    SkeletonComponent,
    WhoIsHereComponent,
  ],
  providers: [BudgetGridStore, { provide: Saving, useExisting: BudgetGridStore }],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './budget-grid.component.html',
  styleUrl: './budget-grid.component.css',
  host: { '(window:beforeunload)': 'unloading($event)', '(window:online)': 'store.tryNow()' },
})
export class BudgetGridComponent {
  readonly store = inject(BudgetGridStore);
  readonly #dialog = inject(Dialog);
  readonly #explain = inject(ExplainPanel);
  readonly #keys = inject(KeyHelp);
  readonly #panel = inject(SidePanelStore);
  readonly #say = inject(Say);
  readonly #totals = inject(ProjectTotalsStore);
  readonly #saved = inject(BudgetSavedStore);
  readonly #injector = inject(Injector);
  #went = '';
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** Of the address: another version than the one that is worked on, and the cell to go to (operator:category). */
  readonly version = input<string>();
  readonly cell = input<string>();

  readonly narrow = narrowScreen(inject(DOCUMENT).defaultView, inject(DestroyRef));
  /** The table for paper is made when it is needed: of thousands of rows it would slow every edit down. */
  readonly printed = printedPage(inject(DOCUMENT).defaultView, inject(DestroyRef), inject(ApplicationRef));
  /** An editor is open: no dialog may take the focus, or half an amount would be sent. */
  readonly typing = signal(false);
  #asking = false;
  private readonly table = viewChild(BudgetTableComponent);

  constructor() {
    keysOfScreen(BUDGET_KEYS);
    effect(() => {
      const [programme, project, version] = [this.programme(), this.project(), this.version()];
      untracked(() => void this.store.load(programme, project, version));
    });
    effect(() => {
      const view = this.store.view();
      // The head of the project shows what counts, not what is drafted beside it.
      if (view?.isValid) this.#totals.tell({ projectId: view.projectId, totalCents: view.totals.totalCents, erdfCents: view.totals.erdfCents });
      if (view?.isWorking) this.#saved.tell(view);
    });
    effect(() => {
      const [rowId, columnId] = this.cell()?.split(':') ?? [];
      if (rowId && columnId && this.narrow() && this.store.view()?.operators.length) untracked(() => this.#goOnce({ rowId, columnId }));
    });
    effect(() => {
      if (this.store.questions().length > 0 && !this.typing()) untracked(() => this.decide());
    });
  }

  goTo(cell: CellAddress): void {
    const field = document.getElementById(`${cell.rowId}:${cell.columnId}`);
    field?.closest('details')?.setAttribute('open', '');
    if (field) field.querySelector('input')?.focus();
    else this.table()?.focusCell(cell);
  }

  /** The cell that an address names, once the list stands; the table goes there by itself. */
  #goOnce(cell: CellAddress): void {
    const name = `${cell.rowId}:${cell.columnId}`;
    if (this.#went === name) return;
    this.#went = name;
    afterNextRender(() => setTimeout(() => this.goTo(cell)), { injector: this.#injector });
  }

  explain(cell: CellAddress): void {
    const figure = figureOf(cell.rowId, cell.columnId);
    if (figure) void this.#explain.open(this.programme(), this.project(), figure, this.#back(), this.store.view()?.versionNumber);
    else this.#keys.toggle(this.#back());
  }

  history({ rowId, columnId }: CellAddress): void {
    const view = this.store.view();
    if (!view || rowId === TOTALS_ROW || !isTyped(view, columnId)) return;
    const inputs = {
      programme: this.programme(),
      project: this.project(),
      operatorId: rowId,
      cell: columnId,
      name: `${this.store.operatorName(rowId)} – ${this.store.cellName(columnId)}`,
    };
    this.#panel.open({ kind: 'history', title: () => this.#say.say('budget.history.title'), component: CellHistoryComponent, inputs }, this.#back());
  }

  decide(): void {
    if (this.#asking) return;
    this.#asking = true;
    const back = this.#back();
    const reference = this.#dialog.open(StaleDialogComponent, {
      ariaLabelledBy: 'stale-title',
      autoFocus: '#stale-title',
      providers: [{ provide: Saving, useValue: this.store }],
    });
    reference.closed.subscribe(() => {
      this.#asking = false;
      if (typeof back === 'function') back();
    });
  }

  unloading(event: BeforeUnloadEvent): void {
    if (this.typing() || this.store.hasUnsaved()) event.preventDefault();
  }

  /** Asked by the route before it is left. */
  async mayLeave(): Promise<boolean> {
    if (!(await this.store.settled())) return true;
    const count = this.store.unsentCount() + this.store.refused().length;
    const reference = this.#dialog.open<boolean>(LeaveDialogComponent, {
      data: { count },
      role: 'alertdialog',
      ariaLabelledBy: 'leave-title',
      autoFocus: '#leave-title',
    });
    const goes = (await firstValueFrom(reference.closed)) === true;
    if (goes) this.store.letGo();
    return goes;
  }

  #back(): HTMLElement | (() => void) | null {
    const table = this.table();
    if (table) return () => table.focus();
    return document.activeElement instanceof HTMLElement ? document.activeElement : null;
  }
}
