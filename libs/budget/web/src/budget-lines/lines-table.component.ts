import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import type { LineView } from '@passerelle/budget/model';
import { GridComponent, cellKey, type CellAddress, type RowWanted } from '@passerelle/shared/grid';
import { textIn } from '@passerelle/shared/kernel';
import { LanguageStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { BudgetLinesStore } from './budget-lines.store';
import { lineColumns, lineGroups, widthOfLines } from './line-columns';
import { isSum, sumsOfLines } from './line-rows';

/** The lines on a wide screen: the grid, and the bar of the cell in use above it. */
@Component({
  selector: 'pa-lines-table',
  imports: [GridComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './lines-table.component.css',
  templateUrl: './lines-table.component.html',
  host: { '(keydown)': 'key($event)' },
})
export class LinesTableComponent {
  readonly store = inject(BudgetLinesStore);
  readonly #language = inject(LanguageStore).language;
  readonly #location = inject(Location);
  readonly #say = inject(Say);
  readonly #session = inject(SessionStore);
  readonly lines = input.required<readonly LineView[]>();
  /** The line on which the grid opens, where somebody has just begun it. */
  /** Not all lines are shown. */
  readonly isPart = input(false);
  readonly begin = input<string | null>(null);
  readonly typing = output<boolean>();
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();
  readonly cell = signal<CellAddress | null>(null);
  private readonly grid = viewChild.required<GridComponent<LineView>>(GridComponent);

  readonly totals = computed(() => sumsOfLines(this.lines(), this.store.periods().length, this.isPart() ? null : this.store.rests()));
  /** A longer figure widens the columns; they never become narrower under the reader's eyes. */
  readonly #width = linkedSignal<number, number>({
    source: () => widthOfLines(this.lines(), this.totals(), this.#language()),
    computation: (now, before) => Math.max(now, before?.value ?? 0),
  });
  readonly #words = computed(() => {
    const [store, language] = [this.store, this.#language()];
    const say = (key: string) => this.#say.say(key);
    store.isOpen();
    this.isPart();
    return {
      head: (field: string) => store.words.fieldName(field),
      lockedReason: (line: LineView, field: string) => store.lockedReason(line, field),
      aside: (line: LineView, field: string) => store.aside(line, field),
      follows: say('budgetLines.amount.follows'),
      exceeded: say('budgetLines.exceeded'),
      computed: say('budget.cell.computed'),
      toAllocate: say('term.toAllocate'),
      sumName: (lineId: string) => store.words.sumName(lineId, this.isPart()),
      operators: store.operators().map(({ operatorId, name }) => ({ value: operatorId, label: name })),
      categories: store.categories().map(({ code, names }) => ({ value: code, code, label: textIn(names, language) })),
      workPackages: store.workPackages().map(({ workPackageId, number, names }) => ({ value: workPackageId, code: String(number), label: `${number} ${textIn(names, language)}` })),
      items: store.items.choices(),
      noItem: say('budgetLines.item.none'),
      halfYears: store.periods().map(({ number }) => number),
    };
  });
  readonly columns = computed(() => lineColumns({ ...this.#words(), width: this.#width() }));
  readonly groupKeys = computed(() => {
    const [rests, { words }] = [this.store.rests(), this.store];
    return lineGroups({ ...this.#words(), agreed: (operatorId) => words.agreed(rests.get(operatorId)) });
  });
  readonly groupedBy = ['operatorId'];
  readonly remembered = computed(() => {
    const personId = this.#session.person()?.personId;
    return personId ? `lines.${personId}` : null;
  });
  readonly rowId = ({ lineId }: LineView): string => lineId;
  readonly rowName = (line: LineView): string => (isSum(line) ? this.store.words.sumName(line.lineId, this.isPart()) : this.store.words.lineName(line));
  readonly line = computed(() => this.lines().find(({ lineId }) => lineId === this.cell()?.rowId) ?? null);
  readonly figure = computed(() => !!this.cell() && this.store.figureOf(this.cell()!) !== null);
  readonly hasHistory = computed(() => !!this.cell() && this.store.hasHistory(this.cell()!));
  readonly message = computed(() => {
    const at = this.cell();
    const state = at && this.store.states().get(cellKey(at.rowId, at.columnId));
    return state && 'message' in state ? state.message : '';
  });
  /** What stands in the cell in use in full, or why nothing can be typed there. */
  readonly use = computed(() => {
    const [line, at] = [this.line(), this.cell()];
    if (!line || !at) return '';
    if (at.columnId === 'to-allocate') return this.#say.say('budgetLines.toAllocate.hint');
    const reason = this.store.lockedReason(line, at.columnId);
    if (reason) return reason;
    return at.columnId === 'amountCents' ? line.formula : (this.columns().find(({ id }) => id === at.columnId)?.text?.(line) ?? '');
  });
  readonly name = computed(() => {
    const line = this.line();
    const at = this.cell();
    return line && at ? [this.columns().find(({ id }) => id === at.columnId)?.head, this.store.words.lineName(line)].filter(Boolean).join(' – ') : '';
  });

  key(event: KeyboardEvent): void {
    if (!event.altKey || event.ctrlKey || event.code !== 'KeyS') return;
    event.preventDefault();
    this.spread();
  }

  spread(): void {
    const spread = this.store.spread(this.grid().selectedRows());
    const n = spread.reduce((sum, { cents }) => sum + cents.length, 0);
    this.grid().tell(n > 0 ? { key: 'budgetLines.spread.done', params: { lines: this.store.words.spread(spread) }, act: { kind: 'fill', n }, canUndo: true } : { key: 'budgetLines.spread.none' });
    this.grid().focus();
  }

  insert(wanted: RowWanted): void {
    const lineId = this.store.insert(wanted);
    if (!lineId) return this.grid().tell({ key: 'budgetLines.locked.notYours' });
    this.grid().tell({ key: '', act: { kind: 'insert', n: 1 }, canUndo: true });
    // The line stands once the rows have been told; then she types where its description is.
    setTimeout(() => this.grid().focusCell({ rowId: lineId, columnId: this.store.words.descriptionField() }));
  }

  remove(lineIds: readonly string[]): void {
    const n = this.store.remove(lineIds);
    this.grid().tell(n > 0 ? { key: '', act: { kind: 'delete', n }, skipped: 0, canUndo: true } : { key: 'budgetLines.remove.none' });
    setTimeout(() => this.grid().focus());
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
    const [path = '', query = ''] = this.#location.path().split('?');
    const parameters = new URLSearchParams(query);
    parameters.set('cell', `${cell.rowId}:${cell.columnId}`);
    this.#location.replaceState(path, parameters.toString());
  }

  /** The cell that the address names, once the rows stand; else the first line of what it narrows to. */
  arrive(): void {
    const begun = this.begin();
    if (begun) return this.grid().focusCell({ rowId: begun, columnId: 'operatorId' });
    const [, query = ''] = this.#location.path().split('?');
    const [rowId, columnId] = (new URLSearchParams(query).get('cell') ?? '').split(':');
    if (rowId && columnId) this.grid().focusCell({ rowId, columnId });
    else if (query) for (const { lineId } of this.lines().slice(0, 1)) this.grid().focusCell({ rowId: lineId, columnId: 'amountCents' });
  }

  focusCell(cell: CellAddress): void {
    this.grid().focusCell(cell);
  }

  focus(): void {
    this.grid().focus();
  }
}
