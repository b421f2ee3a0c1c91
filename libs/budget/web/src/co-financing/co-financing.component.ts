import { Dialog } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, DOCUMENT, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { StaleMatchFunding } from '@passerelle/budget/model';
import { cents, writeAmount } from '@passerelle/shared/money';
import type { CellAddress } from '@passerelle/shared/grid';
import { ExplainPanel, SkeletonComponent, keysOfScreen } from '@passerelle/shared/ui';
import { AmountPipe, LanguageStore, MomentPipe, PersonNamePipe, ProblemComponent, ProjectTotalsStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { LeaveDialogComponent } from '../_saving/leave-dialog.component';
import { narrowScreen } from '../_ui/narrow-screen';
import { WhoPaysTableComponent, type WhoPaysRow } from '../_ui/who-pays-table.component';
import { CoFinancingStore } from './co-financing.store';
import { SourceGridComponent } from './source-grid.component';
import { SourceListComponent } from './source-list.component';
import { SourcePrintComponent } from './source-print.component';

/** Who pays a project's budget: per operator and over the project, with the difference; below it the sources themselves. */
@Component({
  selector: 'pa-co-financing',
  imports: [AmountPipe, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe, SkeletonComponent, SourceGridComponent, SourceListComponent, SourcePrintComponent, WhoPaysTableComponent],
  providers: [CoFinancingStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:beforeunload)': 'warn($event)', '(window:online)': 'store.tryNow()' },
  templateUrl: './co-financing.component.html',
  styleUrl: './co-financing.component.css',
})
export class CoFinancingComponent {
  readonly store = inject(CoFinancingStore);
  readonly #dialog = inject(Dialog);
  readonly #explain = inject(ExplainPanel);
  readonly #language = inject(LanguageStore).language;
  readonly #say = inject(Say);
  readonly #totals = inject(ProjectTotalsStore);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly typing = signal(false);
  readonly narrow = narrowScreen(inject(DOCUMENT).defaultView, inject(DestroyRef));
  readonly wanted = signal<CellAddress | null>(null);
  readonly rows = computed((): WhoPaysRow[] => this.store.view()?.operators.map((one) => ({ id: one.operatorId, name: one.name, versantCode: one.versantCode, erdfRateBp: one.erdfRateBp, paid: one })) ?? []);
  readonly mine = computed(() => this.store.view()?.operators.filter(({ operatorId }) => this.store.mayChange(operatorId)) ?? []);
  readonly hasSources = computed(() => this.store.rows().length > 0);
  /** By how much sources exceed budgets, as a positive amount. */
  readonly beyondCents = computed(() => -(this.store.view()?.whoPays.differenceCents ?? 0));

  constructor() {
    keysOfScreen({ heading: 'keys.figures', keys: [{ keys: ['?', 'Enter'], name: 'keys.explain' }] });
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
    effect(() => {
      const view = this.store.view();
      if (view) this.#totals.tell({ projectId: view.projectId, totalCents: view.whoPays.totalCents, erdfCents: view.whoPays.byPayer.ERDF });
    });
    inject(DestroyRef).onDestroy(() => this.store.stop());
  }

  explain(figure: string): void {
    void this.#explain.open(this.programme(), this.project(), figure, undefined, this.store.view()?.versionNumber);
  }

  types(isTyping: boolean): void {
    this.typing.set(isTyping);
    this.store.typing(isTyping);
  }

  add(operatorId: string): void {
    this.wanted.set({ rowId: this.store.add(operatorId), columnId: 'name' });
  }

  sourceName(sourceId: string): string {
    const row = this.store.rows().find((one) => one.sourceId === sourceId);
    return row ? `${this.store.operatorName(row.operatorId)} · ${row.name}` : '';
  }

  /** A value of a conflict as a reader writes it. */
  written({ field }: StaleMatchFunding, value: string | number | null): string {
    if (field === 'amountCents' || field === null) return typeof value === 'number' ? writeAmount(cents(value), this.#language(), { currency: true }) : '';
    if (field === 'kind' || field === 'letterStatus') return this.#say.say(`coFinancing.${field}.${value}`);
    return value === null ? '' : String(value);
  }

  warn(event: BeforeUnloadEvent): void {
    if (this.store.unsentCount() > 0 || (this.typing() && !this.narrow())) event.preventDefault();
  }

  /** Asked by the route before it is left: what is on its way arrives; what cannot be saved would be lost, and she decides. */
  async mayLeave(): Promise<boolean> {
    await this.store.settled();
    const count = this.store.unsentCount();
    if (count === 0) return true;
    const reference = this.#dialog.open<boolean>(LeaveDialogComponent, { data: { count }, role: 'alertdialog', ariaLabelledBy: 'leave-title', autoFocus: '#leave-title' });
    return (await firstValueFrom(reference.closed)) === true;
  }
}
