import { signal } from '@angular/core';
import type { AmountLanguage } from '@passerelle/shared/money';
import { decimalMark, editableText } from '../edit/read-typed';
import type { Place } from '../selection/range';
import type { GridSheet } from '../sheet';
import { findsAmount, findsText, wantedOf, type Wanted } from './find';

/** Longer than this at a stretch, and typing would stutter. */
const SLICE_MS = 8;

/** Looks through every row of the sheet, whether it is drawn or not, in slices that leave the screen free. */
export class GridFind<Row> {
  readonly hits = signal<readonly Place[]>([]);
  /** The hit that is looked at; -1 before the first one. */
  readonly at = signal(-1);
  readonly searching = signal(false);
  #run = 0;

  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly language: () => AmountLanguage,
    private readonly show: (place: Place | null) => void,
  ) {}

  async look(question: string): Promise<void> {
    const run = (this.#run += 1);
    const wanted = wantedOf(question, decimalMark(this.language()));
    this.hits.set([]);
    this.#goTo(-1);
    this.searching.set(wanted.text !== '');
    if (wanted.text === '') return;
    const found: Place[] = [];
    let since = performance.now();
    for (let row = 0; row < this.sheet.size.rows; row += 1) {
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

  stop(): void {
    this.#run += 1;
    this.hits.set([]);
    this.#goTo(-1);
    this.searching.set(false);
  }

  #goTo(index: number): void {
    this.at.set(index);
    this.show(this.hits()[index] ?? null);
  }

  #collect(row: number, wanted: Wanted, found: Place[]): void {
    const { columns } = this.sheet;
    for (let column = 0; column < columns.length; column += 1) {
      const place = { row, column };
      const content = this.sheet.content(place);
      const isHit = content.kind === 'amount' ? content.cents !== null && findsAmount(wanted, editableText(content.cents, this.language())) : findsText(wanted, content.text);
      if (isHit) found.push(place);
    }
  }
}
