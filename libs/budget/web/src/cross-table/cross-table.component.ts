import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, input, linkedSignal, signal, untracked, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import type { Dimension, TableKeyView } from '@passerelle/budget/model';
import { editableText, withoutFormula, writeBlock } from '@passerelle/shared/grid';
import type { Cents } from '@passerelle/shared/money';
import { SidePanelStore, SkeletonComponent, keysOfScreen } from '@passerelle/shared/ui';
import { AmountPipe, LanguageStore, MomentPipe, ProblemComponent, Say, SayPipe } from '@passerelle/shared/web-kit';
import { TABLE_KEYS, placeAfter, type CellPlace } from './cell-keys';
import { ALL_DIMENSIONS, CrossTableStore, dimensionsOf } from './cross-table.store';
import { KeyNames } from './key-names';
import { RowsBehindComponent } from './rows-behind.component';

/** The budget by any two dimensions, which stand in the address. Every figure opens the rows behind it. */
@Component({
  selector: 'pa-cross-table',
  imports: [AmountPipe, MomentPipe, NgTemplateOutlet, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [CrossTableStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './cross-table.component.html',
  styleUrl: './cross-table.component.css',
})
export class CrossTableComponent {
  readonly store = inject(CrossTableStore);
  readonly names = inject(KeyNames);
  readonly #router = inject(Router);
  readonly #panel = inject(SidePanelStore);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly all = ALL_DIMENSIONS;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly rows = input<string>();
  readonly columns = input<string>();
  readonly chosen = computed(() => dimensionsOf(this.rows(), this.columns()), { equal: (a, b) => a.rows === b.rows && a.columns === b.columns });
  private readonly cells = viewChild<ElementRef<HTMLElement>>('cells');

  /** The cell in the order of Tab; where the table has become smaller, its last one. */
  readonly place = linkedSignal<CellPlace, CellPlace>({
    source: () => ({ row: this.store.table()?.rows.length ?? 0, column: this.store.table()?.columns.length ?? 0 }),
    computation: (last, before) => ({ row: Math.min(before?.value.row ?? 0, last.row), column: Math.min(before?.value.column ?? 0, last.column) }),
  });
  readonly notice = signal('');
  readonly heads = computed(() => {
    const table = this.store.table();
    if (!table) return null;
    const named = (dimension: Dimension, keys: readonly TableKeyView[]) => keys.map((key) => ({ key: key.key, name: this.names.of(dimension, key), more: this.names.more(dimension, key) }));
    return { rows: named(table.rowDimension, table.rows), columns: named(table.columnDimension, table.columns) };
  });
  readonly label = computed(() => {
    const { rows, columns } = this.chosen();
    return this.#say.say('crossTables.label', { rows: this.names.dimension(rows), columns: this.names.dimension(columns) });
  });

  constructor() {
    keysOfScreen(TABLE_KEYS);
    effect(() => {
      const [programme, project, { rows, columns }] = [this.programme(), this.project(), this.chosen()];
      untracked(() => {
        this.notice.set('');
        void this.store.load(programme, project, rows, columns);
      });
    });
  }

  load(): void {
    const { rows, columns } = this.chosen();
    void this.store.load(this.programme(), this.project(), rows, columns);
  }

  /** The dimension that stood here goes to the other side where that one is chosen. */
  choose(side: 'rows' | 'columns', event: Event): void {
    const dimension = (event.target as HTMLSelectElement).value as Dimension;
    const { rows, columns } = this.chosen();
    if (side === 'rows') this.#go(dimension, dimension === columns ? rows : columns);
    else this.#go(dimension === rows ? columns : rows, dimension);
  }

  swap(): void {
    const { rows, columns } = this.chosen();
    this.#go(columns, rows);
  }

  isAt(row: number, column: number): boolean {
    const { row: atRow, column: atColumn } = this.place();
    return row === atRow && column === atColumn;
  }

  key(event: KeyboardEvent): void {
    const { ctrlKey, metaKey, altKey, key } = event;
    const table = this.store.table();
    if (altKey || !table) return;
    const ctrl = ctrlKey || metaKey;
    if (key === '?' && !ctrl) return this.#take(event, () => this.open(this.place()));
    if (key.toLowerCase() === 'c' && ctrl && !document.getSelection()?.toString()) return this.#take(event, () => void this.copy());
    const next = placeAfter(this.place(), key, ctrl, { rows: table.rows.length + 1, columns: table.columns.length + 1 });
    if (next) this.#take(event, () => this.#focus(next));
  }

  /** The rows behind a cell; behind a total those of its whole row, column or table. */
  open(place: CellPlace): void {
    this.place.set(place);
    const table = this.store.table();
    if (!table) return;
    const { rowDimension, columnDimension } = table;
    const [row, column] = [table.rows[place.row] ?? null, table.columns[place.column] ?? null];
    const inputs = { programme: this.programme(), project: this.project(), rowDimension, columnDimension, row, column };
    this.#panel.open({ kind: 'explain', title: () => this.#say.say('crossTables.behind.title'), component: RowsBehindComponent, inputs }, () => this.#focus(place));
  }

  async copy(): Promise<void> {
    const [table, heads] = [this.store.table(), this.heads()];
    if (!table || !heads) return;
    const total = this.#say.say('term.total');
    const figures = (amounts: readonly Cents[]): string[] => amounts.map((amount) => editableText(amount, this.#language()));
    const text = writeBlock([
      [withoutFormula(this.label()), ...heads.columns.map(({ name }) => withoutFormula(name)), total],
      ...heads.rows.map(({ name }, index) => [withoutFormula(name), ...figures([...table.cells[index]!, table.rowTotals[index]!])]),
      [total, ...figures([...table.columnTotals, table.grandTotalCents])],
    ]);
    try {
      await navigator.clipboard.writeText(text);
      this.notice.set('crossTables.copied');
    } catch {
      this.notice.set('crossTables.copyRefused');
    }
  }

  #take(event: Event, act: () => void): void {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #focus(place: CellPlace): void {
    this.place.set(place);
    this.cells()?.nativeElement.querySelector<HTMLElement>(`[data-place="${place.row}:${place.column}"]`)?.focus();
  }

  #go(rows: Dimension, columns: Dimension): void {
    if (this.#panel.content()?.kind === 'explain') this.#panel.dismiss();
    void this.#router.navigate([], { queryParams: { rows, columns }, queryParamsHandling: 'merge' });
  }
}
