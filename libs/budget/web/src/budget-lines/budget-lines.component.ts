import { Dialog } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, DOCUMENT, DestroyRef, ApplicationRef, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { CellAddress } from '@passerelle/shared/grid';
import { ExplainPanel, KeyHelp, SidePanelStore, SkeletonComponent, keysOfScreen, type ReturnFocus } from '@passerelle/shared/ui';
import { AmountPipe, BudgetSavedStore, MomentPipe, ProblemComponent, ProjectTotalsStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { ExchangeLinksComponent } from '../_exchange/exchange-links.component';
import { WhoIsHereComponent } from '../_live/who-is-here.component';
import { LeaveDialogComponent } from '../_saving/leave-dialog.component';
import { SaveStateComponent } from '../_saving/save-state.component';
import { Saving } from '../_saving/saving';
import { StaleDialogComponent } from '../_saving/stale-dialog.component';
import { narrowScreen } from '../_ui/narrow-screen';
import { printedPage } from '../_ui/printed-page';
import { BudgetLinesStore } from './budget-lines.store';
import { LINES_KEYS } from './keys';
import { LineHistoryComponent } from './line-history.component';
import { LinesListComponent } from './lines-list.component';
import { LinesPrintComponent } from './lines-print.component';
import { LinesTableComponent } from './lines-table.component';

/** The lines of a project's budget: what each operator needs for what, and when. */
@Component({
  selector: 'pa-budget-lines',
  imports: [AmountPipe, ExchangeLinksComponent, LinesListComponent, LinesPrintComponent, LinesTableComponent, MomentPipe, ProblemComponent, RouterLink, SaveStateComponent, SayPipe, SkeletonComponent, WhoIsHereComponent],
  providers: [BudgetLinesStore, { provide: Saving, useExisting: BudgetLinesStore }],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './budget-lines.component.html',
  styleUrl: './budget-lines.component.css',
  host: { '(window:beforeunload)': 'unloading($event)', '(window:online)': 'store.tryNow()' },
})
export class BudgetLinesComponent {
  readonly store = inject(BudgetLinesStore);
  readonly #dialog = inject(Dialog);
  readonly #explain = inject(ExplainPanel);
  readonly #keys = inject(KeyHelp);
  readonly #panel = inject(SidePanelStore);
  readonly #say = inject(Say);
  readonly #totals = inject(ProjectTotalsStore);
  readonly #saved = inject(BudgetSavedStore);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** Only the lines of this operator and category, where the address names them. */
  readonly operator = input<string>();
  readonly category = input<string>();
  /** Another version than the one that is worked on, where the address says so. */
  readonly version = input<string>();

  readonly narrow = narrowScreen(inject(DOCUMENT).defaultView, inject(DestroyRef));
  readonly printed = printedPage(inject(DOCUMENT).defaultView, inject(DestroyRef), inject(ApplicationRef));
  readonly typing = signal(false);
  /** The line with which she has begun: the grid opens on it. */
  readonly begun = signal<string | null>(null);
  #asking = false;
  private readonly table = viewChild(LinesTableComponent);

  readonly lines = computed(() => {
    const [operator, category] = [this.operator(), this.category()];
    if (!operator && !category) return this.store.lines();
    return this.store.lines().filter((line) => (!operator || line.operatorId === operator) && (!category || line.categoryCode === category));
  });
  /** What the address has narrowed the lines to; '' where it shows all. */
  readonly narrowed = computed(() => [this.operator() && this.store.words.operatorName(this.operator()!), this.category() && this.store.words.categoryName(this.category()!)].filter(Boolean).join(' · '));

  constructor() {
    keysOfScreen(LINES_KEYS);
    effect(() => {
      const [programme, project, version] = [this.programme(), this.project(), this.version()];
      untracked(() => void this.store.load(programme, project, version));
    });
    effect(() => {
      const budget = this.store.budget();
      // The head of the project shows what counts, not what is drafted beside it.
      if (budget?.isValid) this.#totals.tell({ projectId: budget.projectId, totalCents: budget.totals.totalCents, erdfCents: budget.totals.erdfCents });
    });
    effect(() => {
      const [budget, revision] = [this.store.budget(), this.store.view()?.revision];
      if (budget?.isWorking && revision !== undefined) this.#saved.tell({ projectId: budget.projectId, revision, versionNumber: budget.versionNumber, status: budget.status });
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

  explain(cell: CellAddress): void {
    const figure = this.store.figureOf(cell);
    if (figure) void this.#explain.open(this.programme(), this.project(), figure, this.#back(), this.store.view()?.versionNumber);
    else this.#keys.toggle(this.#back());
  }

  history(cell: CellAddress): void {
    if (!this.store.hasHistory(cell)) return;
    const [{ rowId: lineId, columnId: field }, store] = [cell, this.store];
    const inputs = { programme: this.programme(), project: this.project(), lineId, field, name: store.nameOf({ rowId: lineId, field }), written: (value: string | number | null) => store.told(field, value) };
    this.#panel.open({ kind: 'history', title: () => this.#say.say('budget.history.title'), component: LineHistoryComponent, inputs }, this.#back());
  }

  begin(): void {
    this.begun.set(this.store.insert({ rowId: null, side: 'below' }));
  }

  decide(): void {
    if (this.#asking) return;
    this.#asking = true;
    const reference = this.#dialog.open(StaleDialogComponent, { ariaLabelledBy: 'stale-title', autoFocus: '#stale-title', providers: [{ provide: Saving, useValue: this.store }] });
    reference.closed.subscribe(() => {
      this.#asking = false;
      this.table()?.focus();
    });
  }

  #back(): ReturnFocus {
    const table = this.table();
    if (table) return () => table.focus();
    return document.activeElement instanceof HTMLElement ? document.activeElement : null;
  }

  unloading(event: BeforeUnloadEvent): void {
    if (this.typing() || this.store.hasUnsaved()) event.preventDefault();
  }

  /** Asked by the route before it is left. */
  async mayLeave(): Promise<boolean> {
    if (!(await this.store.settled())) return true;
    const data = { count: this.store.unsentCount() + this.store.refused().length, title: 'budgetLines.leave.title' };
    const reference = this.#dialog.open<boolean>(LeaveDialogComponent, { data, role: 'alertdialog', ariaLabelledBy: 'leave-title', autoFocus: '#leave-title' });
    const goes = (await firstValueFrom(reference.closed)) === true;
    if (goes) this.store.letGo();
    return goes;
  }
}
