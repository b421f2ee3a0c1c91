import { signal } from '@angular/core';
import { cellKey, type CellAddress, type CellKey } from '@passerelle/shared/grid';

/** How long a cell shows that somebody else has changed it. */
const SHOWN_MS = 4000;
/** What comes together is said together, and nobody is talked over. */
const GATHERED_MS = 300;
const SAID_EACH_MS = 4000;

/** What others changed within so many seconds, in how many cells. */
export interface News {
  readonly cells: readonly CellAddress[];
  readonly names: readonly string[];
}

/** What others changed under her eyes: shown in the cells for a moment, and told in one sentence at a time. */
export class OthersChanges {
  readonly #shown = signal<ReadonlyMap<CellKey, string>>(new Map());
  readonly #news = signal<News | null>(null);
  readonly #authors = new Map<number, string>();
  readonly #until = new Map<CellKey, number>();
  #gathered: CellAddress[] = [];
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

  /** The others' cells that changed between two revisions. */
  arrived(cells: readonly CellAddress[], before: number, after: number): void {
    const names = [...this.#authors].filter(([revision]) => revision > before && revision <= after).map(([, name]) => name);
    for (const revision of [...this.#authors.keys()]) if (revision <= after) this.#authors.delete(revision);
    if (cells.length === 0) return;
    const shown = new Map(this.#shown());
    for (const { rowId, columnId } of cells) {
      shown.set(cellKey(rowId, columnId), [...new Set(names)].join(', '));
      this.#until.set(cellKey(rowId, columnId), Date.now() + SHOWN_MS);
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
    const cells = [...new Map(this.#gathered.map((cell) => [cellKey(cell.rowId, cell.columnId), cell])).values()];
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
