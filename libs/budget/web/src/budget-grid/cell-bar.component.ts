import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { cellKey, type CellAddress } from '@passerelle/shared/grid';
import { Say, SayPipe } from '@passerelle/shared/web-kit';
import { figureOf, isTyped, TOTALS_ROW } from './budget-columns';
import { BudgetGridStore } from './budget-grid.store';

/** The cell in use: its full name, what became of its edit or why it is locked, and the ways to its origin and its history. */
@Component({
  selector: 'pa-cell-bar',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './cell-bar.component.css',
  template: `
    <p class="cell">
      @if (cell(); as at) {
        <strong [title]="name()">{{ name() }}</strong>
        <span [class.bad]="message()" [title]="message() || use()">{{ message() || use() }}</span>
      } @else {
        <span class="aside">{{ 'budget.cell.none' | say }}</span>
      }
    </p>
    <p class="acts">
      @if (message() && cell(); as at) {
        <button type="button" (click)="store.discard(at)">{{ 'budget.cell.discard' | say }}</button>
      }
      <button type="button" class="quiet" [disabled]="!figure()" (click)="explain.emit(cell()!)">{{ 'budget.cell.explain' | say }} <kbd aria-hidden="true">?</kbd></button>
      <button type="button" class="quiet" [disabled]="!hasHistory()" (click)="history.emit(cell()!)">
        {{ 'budget.cell.history' | say }} <kbd aria-hidden="true">Alt+H</kbd>
      </button>
    </p>
  `,
})
export class CellBarComponent {
  readonly store = inject(BudgetGridStore);
  readonly #say = inject(Say);
  readonly cell = input.required<CellAddress | null>();
  /** The column's head, and what can be done in the cell. */
  readonly head = input('');
  readonly use = input('');
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();

  readonly figure = computed(() => {
    const at = this.cell();
    return at ? figureOf(at.rowId, at.columnId) : null;
  });
  readonly hasHistory = computed(() => {
    const [at, view] = [this.cell(), this.store.view()];
    return !!at && !!view && at.rowId !== TOTALS_ROW && isTyped(view, at.columnId);
  });
  readonly name = computed(() => {
    const at = this.cell();
    // The column first: where the line is too short, the operator's name still stands in its row.
    return at ? [this.head(), at.rowId === TOTALS_ROW ? this.#say.say('budget.totals') : this.store.operatorName(at.rowId)].filter(Boolean).join(' – ') : '';
  });
  readonly message = computed(() => {
    const at = this.cell();
    const state = at && this.store.states().get(cellKey(at.rowId, at.columnId));
    return state && 'message' in state ? state.message : '';
  });
}
