import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import { AmountFieldComponent, cellKey, type CellAddress, type CellState } from '@passerelle/shared/grid';
import { VersantComponent } from '@passerelle/shared/ui';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';
import type { Kept } from '../_saving/drafts';
import { BudgetGridStore } from './budget-grid.store';

/** The budget on a narrow screen: operators one below the other, a field for each amount. The same store, the same saving. */
@Component({
  selector: 'pa-budget-list',
  imports: [AmountFieldComponent, AmountPipe, SayPipe, VersantComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './budget-list.component.html',
  styleUrl: './budget-list.component.css',
})
export class BudgetListComponent {
  readonly store = inject(BudgetGridStore);
  readonly totalCell = TOTAL_CELL;
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();
  readonly typing = output<boolean>();

  stateOf(row: OperatorBudgetView, cell: string): CellState | undefined {
    return this.store.states().get(cellKey(row.operatorId, cell));
  }

  types({ operatorId }: OperatorBudgetView, columnId: string, isTyping: boolean): void {
    this.store.typing(isTyping ? { rowId: operatorId, columnId } : null);
    if (isTyping) this.store.stand({ rowId: operatorId, columnId });
    this.typing.emit(isTyping);
  }

  /** What was typed while the amounts were still hers to change. */
  keptIn({ operatorId }: OperatorBudgetView, cell: string): Kept | undefined {
    return this.store.refused().find(({ rowId, field }) => rowId === operatorId && field === cell);
  }

  /** Whoever edits one operator's amounts finds them open. */
  opensAtOnce(row: OperatorBudgetView): boolean {
    const operators = this.store.view()?.operators ?? [];
    return this.store.mayEdit(row) && operators.filter((other) => this.store.mayEdit(other)).length === 1;
  }

  /** A text of this operator was refused or is unclear. */
  marked(row: OperatorBudgetView): boolean {
    return this.store.typedCells().some((cell) => 'message' in (this.stateOf(row, cell) ?? {}));
  }
}
