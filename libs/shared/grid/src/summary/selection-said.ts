import { effect, signal } from '@angular/core';
import type { Say } from '@passerelle/shared/web-kit';
import type { GridSelection } from '../selection/grid-selection';
import { countOf, sizeOf } from '../selection/range';
import type { GridSheet } from '../sheet';
import { summaryOf, type Summary } from './summary';

/** A selection is said once it stands still. */
const SAID_AFTER_MS = 400;
/** So many cells are added up while the selection is still being drawn. */
const AT_ONCE = 2000;
const SUMMED_AFTER_MS = 150;

/** What the selection comes to, for the eye and for the ear. Made where effects can be. */
export class SelectionSaid<Row> {
  /** Sum, count and average of the selected amounts; of very many once the selection stands still. */
  readonly summary = signal<Summary | null>(null);
  readonly text = signal('');

  /** `changes` reads everything of which the amounts depend. */
  constructor(sheet: GridSheet<Row>, selection: GridSelection<Row>, say: Say['say'], changes: () => unknown) {
    effect((onCleanup) => {
      const rect = selection.isBlock() ? selection.rect() : null;
      changes();
      const timer = setTimeout(() => this.summary.set(rect && summaryOf(sheet.amountsIn(rect))), rect && countOf(rect) > AT_ONCE ? SUMMED_AFTER_MS : 0);
      onCleanup(() => clearTimeout(timer));
    });
    effect((onCleanup) => {
      const rect = selection.rect();
      const text = rect && selection.isBlock() ? say('grid.selected', { n: countOf(rect), ...sizeOf(rect) }) : '';
      const timer = setTimeout(() => this.text.set(text), SAID_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
