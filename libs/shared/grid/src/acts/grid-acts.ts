import type { CellAddress } from '../cell-state';
import { parseBlock, writeBlock } from '../clipboard/block-text';
import type { PasteAnswer } from '../clipboard/paste-preview.component';
import { needsNoPreview, planPaste, type PastePlan, type PlannedCell } from '../clipboard/paste-plan';
import { outcomeOf, type ActKind, type CellEdit, type GridAct, type TypedEdit } from '../edit/cell-edit';
import type { TypedReading } from '../edit/read-typed';
import { fillDown, fillOf, fillRight, type FilledCell } from '../fill/fill';
import type { GridSelection } from '../selection/grid-selection';
import { rectOf, type Place, type Rect } from '../selection/range';
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

  /** Empties every cell of the selection that can be typed in. */
  clear(kind: 'clear' | 'cut' = 'clear'): void {
    const places = this.selection.places();
    const edits = places.flatMap((place): CellEdit[] => {
      const address = this.sheet.isEditable(place) ? this.sheet.address(place) : null;
      const into = this.sheet.columns[place.column];
      return address && into ? [{ ...address, text: '', outcome: into.cents ? { kind: 'amount', cents: null } : { kind: 'text' } }] : [];
    });
    this.#done(kind, edits, places.length - edits.length);
  }

  /** The selection as text for a spreadsheet; '' where nothing is selected. */
  copied(): string {
    const { top, bottom, left, right } = rectOf(this.selection.current());
    const rows: string[][] = [];
    for (let row = top; row <= bottom; row += 1) {
      const cells: string[] = [];
      for (let column = left; column <= right; column += 1) cells.push(this.sheet.plainText({ row, column }));
      rows.push(cells);
    }
    const n = rows.length * (right - left + 1);
    if (n > 1) this.host.notice({ key: 'grid.copied', params: { n } });
    return writeBlock(rows);
  }

  /** Pastes a block at the selection: at once where it is small and wholly good, after a look at it otherwise. */
  async paste(text: string): Promise<void> {
    const block = parseBlock(text);
    const selection = rectOf(this.selection.current());
    if (block.length === 0) return;
    const { dataRows, columns } = this.sheet;
    if (selection.top >= dataRows) return this.host.notice({ key: 'grid.paste.nothing' });
    // Of a selection that reaches into the totals, only the rows count.
    const target = { ...selection, bottom: Math.min(selection.bottom, dataRows - 1) };
    const plan = planPaste(block, target, { rows: dataRows, columns: columns.length, isEditable: (place) => this.sheet.isEditable(place), read: this.host.read });
    if (plan.cells.length + plan.beyond.length === 0) return this.host.notice({ key: 'grid.paste.nothing' });
    // The addresses as the rows stand now: others may add rows while she looks.
    const places = new Map(plan.cells.map((cell) => [cell, this.sheet.address(cell.place)]));
    const answer = needsNoPreview(plan) ? { amounts: new Map(), append: false } : await this.host.preview(plan);
    if (answer) this.#paste(plan, places, answer);
  }

  fillDown(): void {
    this.#fill(fillDown(rectOf(this.selection.current())), 'grid.fill.noneAbove');
  }

  fillRight(): void {
    this.#fill(fillRight(rectOf(this.selection.current())), 'grid.fill.noneBefore');
  }

  /** By the fill handle: `to` holds `from`. */
  fillOut(from: Rect, to: Rect): void {
    this.#fill(fillOf(from, to), 'grid.fill.noneAbove');
    this.selection.focusBlock(to);
  }

  /** After an act was undone or done again: the cells that it touched, and what was done. */
  returned(key: 'grid.undone' | 'grid.redone', kind: ActKind, cells: readonly CellAddress[]): void {
    const places = cells.flatMap((cell) => this.sheet.placeOf(cell) ?? []);
    if (places.length > 0) this.selection.focusBlock(around(places));
    this.host.notice({ key, params: {}, act: { kind, n: cells.length } });
  }

  #paste(plan: PastePlan, places: ReadonlyMap<PlannedCell, CellAddress | null>, { amounts, append }: PasteAnswer): void {
    const typed = (cell: PlannedCell): TypedEdit => {
      const cents = amounts.get(cell);
      return { text: cell.text, outcome: cents === undefined ? outcomeOf(cell.reading) : { kind: 'amount', cents } };
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

  #fill(cells: readonly FilledCell[] | null, noneKey: string): void {
    if (!cells) return this.host.notice({ key: noneKey });
    const edits = cells.flatMap(({ to, from }): CellEdit[] => {
      const address = this.sheet.isEditable(to) ? this.sheet.address(to) : null;
      const copy = address && this.sheet.copyInto(from, to.column);
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

