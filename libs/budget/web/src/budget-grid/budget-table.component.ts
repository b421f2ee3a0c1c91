import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, output, signal, viewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import { GridComponent, type CellAddress } from '@passerelle/shared/grid';
import { LanguageStore, ProgrammeStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { budgetColumns, extremesOf, hasLines, isTyped, totalsRow, widthOfFigures } from './budget-columns';
import { BudgetGridStore } from './budget-grid.store';
import { CellBarComponent } from './cell-bar.component';

/** The budget on a wide screen: the grid, the bar of the cell in use above it. */
@Component({
  selector: 'pa-budget-table',
  imports: [CellBarComponent, GridComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './budget-table.component.html',
})
export class BudgetTableComponent {
  readonly store = inject(BudgetGridStore);
  readonly #language = inject(LanguageStore).language;
  readonly #location = inject(Location);
  readonly #programme = inject(ProgrammeStore);
  readonly #route = inject(ActivatedRoute);
  readonly #router = inject(Router);
  readonly #say = inject(Say);
  readonly #session = inject(SessionStore);
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();
  readonly typing = output<boolean>();

  readonly cell = signal<CellAddress | null>(null);
  private readonly grid = viewChild.required<GridComponent<OperatorBudgetView>>(GridComponent);

  readonly #extremes = computed(() => {
    const view = this.store.view();
    return view ? extremesOf(view) : [];
  });
  /** A longer figure widens the columns; they never become narrower under the reader's eyes. */
  readonly #width = linkedSignal<number, number>({
    source: () => widthOfFigures(this.#extremes(), this.store.onTheirWay(), this.#language()),
    computation: (now, before) => Math.max(now, before?.value ?? 0),
  });

  readonly columns = computed(() => {
    const view = this.store.shape();
    if (!view) return [];
    return budgetColumns(view, {
      say: (key, params) => this.#say.say(key, params),
      language: this.#language(),
      width: this.#width(),
      versants: this.#programme.current()?.versants ?? [],
      mayEdit: (row) => this.store.mayEdit(row),
      lockedReason: (row) => this.store.lockedReason(row),
    });
  });
  readonly rows = computed(() => this.store.view()?.operators ?? []);
  readonly totals = computed(() => {
    const view = this.store.view();
    return view ? [totalsRow(view, this.#say.say('budget.totals'))] : [];
  });
  /** Her own view of the columns: it is nobody else's on this device. */
  readonly remembered = computed(() => {
    const personId = this.#session.person()?.personId;
    return personId ? `budget.${personId}` : null;
  });
  readonly rowId = ({ operatorId }: OperatorBudgetView): string => operatorId;
  readonly rowName = ({ name }: OperatorBudgetView): string => name;
  readonly head = computed(() => this.columns().find(({ id }) => id === this.cell()?.columnId)?.definition.headerName ?? '');
  /** What can be done in the cell in use, or why nothing can. */
  readonly use = computed(() => {
    const [at, view] = [this.cell(), this.store.view()];
    const row = this.rows().find(({ operatorId }) => operatorId === at?.rowId);
    if (!at || !view || at.columnId === 'operator') return '';
    if (!row || !isTyped(view, at.columnId)) return this.#say.say('budget.cell.computed');
    if (!this.store.mayEdit(row)) return this.store.lockedReason(row);
    if (hasLines(row, at.columnId)) return this.#say.say('budgetLines.cell.hasLines', { n: row.lineCounts[at.columnId] ?? 0 });
    if (at.columnId !== TOTAL_CELL) return this.#say.say('budget.cell.editable');
    return this.#say.say(row.agreedTotalCents === null ? 'budget.total.follows.hint' : 'budget.total.agreed.hint');
  });

  /** A cell that is the sum of lines leads to them. */
  readonly leadsToLines = ({ rowId, columnId }: CellAddress): boolean => this.rows().some((row) => row.operatorId === rowId && hasLines(row, columnId));

  openLines({ rowId, columnId }: CellAddress): void {
    void this.#router.navigate(['lines'], { relativeTo: this.#route.parent, queryParams: { operator: rowId, category: columnId } });
  }

  edits(isOpen: boolean): void {
    this.store.typing(isOpen ? this.cell() : null);
    this.typing.emit(isOpen);
  }

  undo(): void {
    this.grid().returned('undone', this.store.undo());
  }

  redo(): void {
    this.grid().returned('redone', this.store.redo());
  }

  /** Every cell has its address; the router need not hear of it. */
  look(cell: CellAddress): void {
    this.cell.set(cell);
    this.store.stand(cell);
    const [path = ''] = this.#location.path().split('?');
    this.#location.replaceState(path, new URLSearchParams({ cell: `${cell.rowId}:${cell.columnId}` }).toString());
  }

  /** The cell that the address names, once the rows stand. */
  arrive(): void {
    const [, query = ''] = this.#location.path().split('?');
    const [rowId, columnId] = (new URLSearchParams(query).get('cell') ?? '').split(':');
    if (rowId && columnId) this.grid().focusCell({ rowId, columnId });
  }

  focusCell(cell: CellAddress): void {
    this.grid().focusCell(cell);
  }

  focus(): void {
    this.grid().focus();
  }
}
