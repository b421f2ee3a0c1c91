import { signal } from '@angular/core';
import type { AmountLanguage } from '@passerelle/shared/money';
import type { CellAddress } from '../cell-state';
import { decimalMark, editableText } from '../edit/read-typed';
import type { CellContent, GridSheet } from '../sheet';
import { findsAmount, findsText, wantedOf, type Wanted } from './find';

/** Longer than this at a stretch, and typing would stutter. */
const SLICE_MS = 8;

export interface FindHost<Row> {
  /** Every row and every total, in the order of the screen; those of closed groups too. */
  readonly rows: () => readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly language: () => AmountLanguage;
  readonly show: (at: CellAddress | null) => void;
  /** Looks at the cell that was found, or back at the one before. */
  readonly leave: (found: CellAddress | null) => void;
}

/** Looks through every row of the sheet, whether it is drawn or not, in slices that leave the screen free. Subtotals are no rows. */
export class GridFind<Row> {
  readonly isOpen = signal(false);
  readonly hits = signal<readonly CellAddress[]>([]);
  /** The hit that is looked at; -1 before the first one. */
  readonly at = signal(-1);
  readonly searching = signal(false);
  #run = 0;

  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly host: FindHost<Row>,
  ) {}

  async look(question: string): Promise<void> {
    const run = (this.#run += 1);
    const wanted = wantedOf(question, decimalMark(this.host.language()));
    this.hits.set([]);
    this.#goTo(-1);
    this.searching.set(wanted.text !== '');
    if (wanted.text === '') return;
    const found: CellAddress[] = [];
    let since = performance.now();
    for (const row of this.host.rows()) {
      this.#collect(row, wanted, found);
      if (performance.now() - since < SLICE_MS) continue;
      this.hits.set([...found]);
      if (this.at() === -1 && found.length > 0) this.#goTo(0);
      await new Promise((resolve) => setTimeout(resolve));
      if (run !== this.#run) return;
      since = performance.now();
    }
    this.hits.set(found);
    this.searching.set(false);
    if (this.at() === -1 && found.length > 0) this.#goTo(0);
  }

  /** The next hit, or the one before; round again at the end. */
  go(step: 1 | -1): void {
    const { length } = this.hits();
    if (length > 0) this.#goTo((Math.max(this.at(), step < 0 ? 0 : -1) + step + length) % length);
  }

  /** Back to the cells: to the one that was found, where one was. */
  close(): void {
    const found = this.hits()[this.at()] ?? null;
    this.isOpen.set(false);
    this.stop();
    this.host.leave(found);
  }

  stop(): void {
    this.#run += 1;
    this.hits.set([]);
    this.#goTo(-1);
    this.searching.set(false);
  }

  #goTo(index: number): void {
    this.at.set(index);
    this.host.show(this.hits()[index] ?? null);
  }

  #collect(row: Row, wanted: Wanted, found: CellAddress[]): void {
    for (const column of this.sheet.columns) {
      if (this.#holds(this.sheet.contentOf(row, column), wanted)) found.push({ rowId: this.host.rowId(row), columnId: column.id });
    }
  }

  #holds(content: CellContent, wanted: Wanted): boolean {
    if (content.kind === 'amount') return content.cents !== null && findsAmount(wanted, editableText(content.cents, this.host.language()));
    if (content.kind === 'quantity') return content.quantity !== null && findsAmount(wanted, this.sheet.written(content));
    return findsText(wanted, content.text);
  }
}
