import type { CellNote } from '../columns/cell';
import type { Cents } from '@passerelle/shared/money';

/** The head of a group of rows: what they share, how many they are, and their subtotals. It stands among the rows, and nobody types in it. */
export class GroupRow {
  constructor(
    readonly id: string,
    readonly level: number,
    readonly label: string,
    readonly count: number,
    readonly isOpen: boolean,
    /** The subtotals, by column. */
    readonly cents: ReadonlyMap<string, Cents>,
    /** The first row of the group. */
    readonly firstRowId: string,
    /** What is particular to the group, after its name. */
    readonly note: CellNote | null = null,
  ) {}

  /** What its name shows, to be compared: a head is drawn anew when it is opened, or when its rows become more. */
  get shown(): string {
    return `${this.label} ${this.count} ${this.isOpen} ${this.note?.text ?? ''}`;
  }
}
