import { signal } from '@angular/core';
import { type BudgetView, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import { cellKey, type CellKey } from '@passerelle/shared/grid';

/** How long a cell shows that somebody else has changed it. */
const SHOWN_MS = 4000;
/** What comes together is said together, and nobody is talked over. */
const GATHERED_MS = 300;
const SAID_EACH_MS = 4000;

export interface ChangedCell {
  readonly operatorId: string;
  readonly cell: string;
}

/** What others changed within so many seconds, in how many cells. */
export interface News {
  readonly cells: readonly ChangedCell[];
  readonly names: readonly string[];
}

/** The typed cells in which another amount stands than before, of rows in the same order. */
export function changedCells(before: BudgetView, after: BudgetView): ChangedCell[] {
  const cells = [...after.categories.map(({ code }) => code), TOTAL_CELL];
  return after.operators.flatMap((row, index) => {
    const old = before.operators[index];
    if (!old || old === row || old.operatorId !== row.operatorId) return [];
    return cells.filter((cell) => amountIn(old, cell) !== amountIn(row, cell)).map((cell) => ({ operatorId: row.operatorId, cell }));
  });
}

const amountIn = (row: OperatorBudgetView, cell: string): number | null => (cell === TOTAL_CELL ? row.agreedTotalCents : row.amountsCents[cell]) ?? null;

/** What others changed under her eyes: shown in the cells for a moment, and told in one sentence at a time. */
export class OthersChanges {
  readonly #shown = signal<ReadonlyMap<CellKey, string>>(new Map());
  readonly #news = signal<News | null>(null);
  readonly #authors = new Map<number, string>();
  readonly #until = new Map<CellKey, number>();
  #gathered: ChangedCell[] = [];
  readonly #names = new Set<string>();
  #saying: ReturnType<typeof setTimeout> | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #saidAt = 0;

  /** The cells, and who changed them; '' where nobody knows. */
  readonly shown = this.#shown.asReadonly();
  readonly news = this.#news.asReadonly();

  /** Who saved a revision. */
  authored(revision: number, byName: string): void {
    if (byName) this.#authors.set(revision, byName);
  }

  /** The budget as it came, with the others' amounts in it; `own` are the cells that she changed herself. */
  arrived(before: BudgetView, after: BudgetView, own: ReadonlySet<CellKey>): void {
    const cells = changedCells(before, after).filter(({ operatorId, cell }) => !own.has(cellKey(operatorId, cell)));
    const names = [...this.#authors].filter(([revision]) => revision > before.revision && revision <= after.revision).map(([, name]) => name);
    for (const revision of [...this.#authors.keys()]) if (revision <= after.revision) this.#authors.delete(revision);
    if (cells.length === 0) return;
    const shown = new Map(this.#shown());
    for (const { operatorId, cell } of cells) {
      shown.set(cellKey(operatorId, cell), [...new Set(names)].join(', '));
      this.#until.set(cellKey(operatorId, cell), Date.now() + SHOWN_MS);
    }
    this.#shown.set(shown);
    this.#hiding ??= setTimeout(() => this.#hide(), SHOWN_MS);
    this.#gathered.push(...cells);
    for (const name of names) this.#names.add(name);
    this.#saying ??= setTimeout(() => this.#say(), Math.max(GATHERED_MS, this.#saidAt + SAID_EACH_MS - Date.now()));
  }

  stop(): void {
    clearTimeout(this.#saying);
    clearTimeout(this.#hiding);
  }

  #say(): void {
    this.#saying = undefined;
    this.#saidAt = Date.now();
    const cells = [...new Map(this.#gathered.map((cell) => [cellKey(cell.operatorId, cell.cell), cell])).values()];
    this.#news.set({ cells, names: [...this.#names] });
    this.#gathered = [];
    this.#names.clear();
  }

  #hide(): void {
    this.#hiding = undefined;
    const now = Date.now();
    const shown = new Map([...this.#shown()].filter(([key]) => (this.#until.get(key) ?? 0) > now));
    for (const key of [...this.#until.keys()]) if (!shown.has(key)) this.#until.delete(key);
    this.#shown.set(shown);
    if (shown.size > 0) this.#hiding = setTimeout(() => this.#hide(), Math.max(0, Math.min(...this.#until.values()) - now));
  }
}
