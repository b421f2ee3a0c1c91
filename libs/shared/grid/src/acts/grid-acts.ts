import type { CellAddress } from '../cell-state';
import { parseBlock, writeBlock } from '../clipboard/block-text';
import type { PasteAnswer } from '../clipboard/paste-preview.component';
import { needsNoPreview, planPaste, type PastePlan, type PlannedCell } from '../clipboard/paste-plan';
import { outcomeOf, type ActKind, type CellEdit, type GridAct, type TypedEdit } from '../edit/cell-edit';
import type { TypedReading } from '../edit/read-typed';
import { fillDown, fillOf, fillRight, type FilledCell } from '../fill/fill';
import type { GridSelection } from '../selection/grid-selection';
import { countOf, rectOf, type Place, type Rect } from '../selection/range';
import type { GridSheet } from '../sheet';
import type { Notice } from './notice';

export interface ActsHost {
  readonly tell: (act: GridAct) => void;
  readonly notice: (notice: Notice | null) => void;
  readonly read: (text: string, column: number) => TypedReading;
  /** Shows what pasting would do; null where she does not want it. */
  readonly preview: (plan: PastePlan) => Promise<PasteAnswer | null>;
}

/** What is done to a whole selection at once: emptied, cut, copied, pasted over, filled. Each is one act, and says what it did and what it left alone. */
export class GridActs<Row> {
  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly selection: GridSelection<Row>,
    private readonly host: ActsHost,
  ) {}

  /** Empties every cell of the selection that can be typed in, and that may be empty. */
  clear(kind: 'clear' | 'cut' = 'clear'): void {
    const places = this.selection.places().filter(({ row }) => !this.sheet.group(row));
    const edits = places.flatMap((place): CellEdit[] => {
      const address = this.sheet.isEditable(place) ? this.sheet.address(place) : null;
      const outcome = outcomeOf(this.host.read('', place.column));
      return address && outcome.kind !== 'unreadable' ? [{ ...address, text: '', outcome }] : [];
    });
    this.#done(kind, edits, places.length - edits.length);
  }

  /** The selection as text for a spreadsheet. Heads of groups are left out, unless nothing else is selected: the text can be pasted back. */
  copied(): string {
    const { top, bottom, left, right } = rectOf(this.selection.current());
    const places = Array.from({ length: bottom - top + 1 }, (_, index) => top + index);
    const ofRows = places.filter((row) => !this.sheet.group(row));
    const rows = (ofRows.length > 0 ? ofRows : places).map((row) => Array.from({ length: right - left + 1 }, (_, index) => this.sheet.plainText({ row, column: left + index })));
    const n = rows.length * (right - left + 1);
    if (n > 1) this.host.notice({ key: 'grid.copied', params: { n } });
    return writeBlock(rows);
  }

  /** Pastes a block at the selection: at once where it is small and wholly good, after a look at it otherwise. */
  async paste(text: string): Promise<void> {
    const block = parseBlock(text);
    if (block.length === 0) return;
    const { dataRows, columns } = this.sheet;
    // Only rows count: heads of groups are passed over, and of a selection that reaches into the totals the totals are left out.
    const places = this.sheet.rowPlaces(0, dataRows - 1);
    const target = amongRows(places, rectOf(this.selection.current()));
    if (!target) return this.host.notice({ key: 'grid.paste.nothing' });
    const onScreen = ({ row, column }: Place): Place => ({ row: places[row] ?? dataRows + row - places.length, column });
    const counted = planPaste(block, target, { rows: places.length, columns: columns.length, isEditable: (place) => this.sheet.isEditable(onScreen(place)), read: this.host.read });
    const moved = (cells: PastePlan['cells']) => cells.map((cell) => ({ ...cell, place: onScreen(cell.place) }));
    const plan: PastePlan = { ...counted, rect: { ...counted.rect, top: places[counted.rect.top]!, bottom: places[counted.rect.bottom]! }, cells: moved(counted.cells), beyond: moved(counted.beyond) };
    if (plan.cells.length + plan.beyond.length === 0) return this.host.notice({ key: 'grid.paste.nothing' });
    // The addresses as the rows stand now: others may add rows while she looks.
    const addresses = new Map(plan.cells.map((cell) => [cell, this.sheet.address(cell.place)]));
    const answer = needsNoPreview(plan) ? { answers: new Map(), append: false } : await this.host.preview(plan);
    if (answer) this.#paste(plan, addresses, answer);
  }

  fillDown(): void {
    this.#fill(fillDown, 'grid.fill.noneAbove');
  }

  fillRight(): void {
    this.#fill(fillRight, 'grid.fill.noneBefore');
  }

  /** By the fill handle: `to` holds `from`. */
  fillOut(from: Rect, to: Rect): void {
    const rows = this.sheet.rowPlaces(0, this.sheet.dataRows - 1);
    const source = amongRows(rows, from);
    const target = amongRows(rows, to);
    if (source && target) this.#fillCells(fillOf(source, target), rows);
    this.selection.focusBlock(to);
  }

  /** After an act was undone or done again: the cells that it touched, and what was done. */
  returned(key: 'grid.undone' | 'grid.redone', kind: ActKind, cells: readonly CellAddress[]): void {
    const places = cells.flatMap((cell) => this.sheet.placeOf(cell) ?? []);
    if (places.length > 0) this.selection.focusBlock(around(places));
    this.host.notice({ key, params: {}, act: { kind, n: cells.length } });
  }

  #paste(plan: PastePlan, places: ReadonlyMap<PlannedCell, CellAddress | null>, { answers, append }: PasteAnswer): void {
    const typed = (cell: PlannedCell): TypedEdit => {
      return { text: cell.text, outcome: answers.get(cell) ?? outcomeOf(cell.reading) };
    };
    const edits = plan.cells.flatMap((cell): CellEdit[] => {
      const address = places.get(cell);
      return address ? [{ ...address, ...typed(cell) }] : [];
    });
    const added = new Map<number, Map<string, TypedEdit>>();
    for (const cell of append ? plan.beyond : []) {
      const row = added.get(cell.place.row) ?? new Map<string, TypedEdit>();
      added.set(cell.place.row, row.set(this.sheet.columns[cell.place.column]!.id, typed(cell)));
    }
    this.selection.focusBlock(plan.rect);
    this.#done('paste', edits, plan.readOnly, [...added.values()]);
  }

  #fill(how: (selection: Rect) => FilledCell[] | null, noneKey: string): void {
    const selection = rectOf(this.selection.current());
    const rows = this.sheet.rowPlaces(0, this.sheet.dataRows - 1);
    const target = this.sheet.rowPlaces(selection.top, selection.bottom).length > 0 ? amongRows(rows, selection) : null;
    if (!target) return this.#done('fill', [], countOf(selection));
    const cells = how(target);
    if (cells) this.#fillCells(cells, rows);
    else this.host.notice({ key: noneKey });
  }

  #fillCells(cells: readonly FilledCell[], rows: readonly number[]): void {
    const onScreen = ({ row, column }: Place): Place => ({ row: rows[row]!, column });
    const edits = cells.flatMap(({ to, from }): CellEdit[] => {
      const place = onScreen(to);
      const address = this.sheet.isEditable(place) ? this.sheet.address(place) : null;
      const copy = address && this.sheet.copyInto(onScreen(from), to.column);
      return address && copy ? [{ ...address, ...copy }] : [];
    });
    if (cells.length > 0) this.#done('fill', edits, cells.length - edits.length);
  }

  #done(kind: ActKind, edits: readonly CellEdit[], skipped: number, added: GridAct['added'] = []): void {
    if (edits.length + added.length > 0) this.host.tell({ kind, edits, added });
    const n = edits.length + added.reduce((sum, row) => sum + row.size, 0);
    if (n + skipped > 1 || n === 0) this.host.notice({ key: '', act: { kind, n }, skipped, canUndo: n > 0 });
    else this.host.notice(null);
  }
}

function around(places: readonly Place[]): Rect {
  const rows = places.map(({ row }) => row);
  const columns = places.map(({ column }) => column);
  const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b));
  return { top: least(rows), bottom: most(rows), left: least(columns), right: most(columns) };
}

/** A selection counted in rows alone, as `places` have them; null where it holds none. */
function amongRows(places: readonly number[], { top, bottom, left, right }: Rect): Rect | null {
  const first = places.findIndex((row) => row >= top);
  const last = places.findLastIndex((row) => row <= bottom);
  return first === -1 ? null : { top: first, bottom: Math.max(first, last), left, right };
}
