import { computed, effect, signal, untracked } from '@angular/core';
import type { GridColumn } from '../columns/grid-column';
import { readGroups, writeGroups, type GroupView } from '../views/group-view';
import type { GroupRow } from './group-row';
import { allGroups, allRows, displayed, groupIdsOf, groupsOf, type GroupKey } from './grouped';

export interface GroupsHost<Row> {
  readonly rows: () => readonly Row[];
  readonly columns: () => readonly GridColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly keys: () => readonly GroupKey<Row>[];
  /** By which keys rows are put together where nobody has chosen. */
  readonly usual: () => readonly string[];
  readonly remember: () => string | null;
  readonly storage: () => Storage | null;
}

/** As many groups within groups as one still finds one's way in. */
export const DEEPEST = 2;

/** The rows in their groups, as this person has chosen and opened them. Made where effects can be. */
export class GridGroups<Row> {
  readonly #view = signal<GroupView>({ keys: [], closed: [] });
  readonly chosen = computed(() => this.#view().keys.flatMap((id) => this.host.keys().find((key) => key.id === id) ?? []));
  readonly #closed = computed(() => new Set(this.#view().closed));
  readonly #groups = computed(() => groupsOf(this.host.rows(), this.chosen(), this.host.columns().filter(({ summed }) => summed)));
  /** What is displayed: rows, and heads of groups where there are groups. */
  readonly shown = computed<readonly (Row | GroupRow)[]>(() => (this.chosen().length === 0 ? this.host.rows() : displayed(this.#groups(), this.#closed(), (row) => this.host.rowId(row))));
  /** Every row in the order of the groups, whether it is displayed or not. */
  readonly all = computed<readonly Row[]>(() => (this.chosen().length === 0 ? this.host.rows() : allRows(this.#groups())));

  constructor(private readonly host: GroupsHost<Row>) {
    effect(() => {
      const [name, usual] = [this.host.remember(), this.host.usual()];
      untracked(() => this.#view.set((name === null ? null : readGroups(this.host.storage(), name)) ?? { keys: usual, closed: [] }));
    });
  }

  /** Puts the rows together by another key; '' by none. What stands further in goes with the outermost. */
  choose(level: number, keyId: string): void {
    const keys = this.#view().keys.slice(0, DEEPEST);
    const others = keys.filter((id, at) => at !== level && id !== keyId);
    this.#change({ keys: keyId ? [...others.slice(0, level), keyId, ...others.slice(level)] : keys.slice(0, level), closed: this.#view().closed });
  }

  setOpen(groupId: string, isOpen: boolean): void {
    const { keys, closed } = this.#view();
    if (closed.includes(groupId) === !isOpen) return;
    this.#change({ keys, closed: isOpen ? closed.filter((id) => id !== groupId) : [...closed, groupId] });
  }

  setAllOpen(isOpen: boolean): void {
    this.#change({ keys: this.#view().keys, closed: isOpen ? [] : allGroups(this.#groups()).map(({ id }) => id) });
  }

  /** Opens the groups in which a row stands. True where one was closed. */
  reveal(rowId: string): boolean {
    const row = this.host.rows().find((candidate) => this.host.rowId(candidate) === rowId);
    const hiding = row ? groupIdsOf(row, this.chosen()).filter((id) => this.#closed().has(id)) : [];
    if (hiding.length === 0) return false;
    this.#change({ keys: this.#view().keys, closed: this.#view().closed.filter((id) => !hiding.includes(id)) });
    return true;
  }

  #change(view: GroupView): void {
    this.#view.set(view);
    const name = this.host.remember();
    if (name !== null) writeGroups(this.host.storage(), name, view);
  }
}
