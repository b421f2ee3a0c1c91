import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { LineView } from '@passerelle/budget/model';
import { AmountFieldComponent, cellKey, type CellAddress, type CellState } from '@passerelle/shared/grid';
import { ZERO_CENTS, sumCents, type Cents } from '@passerelle/shared/money';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';
import { BudgetLinesStore } from './budget-lines.store';
import { sumsOfLines, toAllocateOf } from './line-rows';

interface OperatorLines {
  readonly operatorId: string;
  readonly lines: readonly LineView[];
  readonly totalCents: Cents;
}

/** The lines on a narrow screen: operators one below the other, their lines inside. The same store, the same saving. */
@Component({
  selector: 'pa-lines-list',
  imports: [AmountFieldComponent, AmountPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './lines-list.component.html',
  styleUrl: '../budget-grid/budget-list.component.css',
})
export class LinesListComponent {
  readonly store = inject(BudgetLinesStore);
  readonly lines = input.required<readonly LineView[]>();
  readonly isPart = input(false);
  readonly typing = output<boolean>();
  readonly explain = output<CellAddress>();
  readonly history = output<CellAddress>();
  readonly toAllocate = toAllocateOf;
  /** Lines are drawn where somebody looks at them: a project may have thousands. */
  readonly open = signal<ReadonlySet<string>>(new Set());

  readonly groups = computed(() => {
    const byOperator = new Map<string, LineView[]>();
    for (const line of this.lines()) byOperator.set(line.operatorId, [...(byOperator.get(line.operatorId) ?? []), line]);
    const known = this.store.operators().filter(({ operatorId }) => byOperator.has(operatorId) || this.store.mayEdit(operatorId));
    return known.map(({ operatorId }): OperatorLines => {
      const lines = byOperator.get(operatorId) ?? [];
      return { operatorId, lines, totalCents: sumCents(lines.map(({ amountCents }) => amountCents ?? ZERO_CENTS)) };
    });
  });

  readonly sums = computed(() => sumsOfLines(this.lines(), 0, this.isPart() ? null : this.store.rests()));

  stateOf(line: LineView, field: string): CellState | undefined {
    return this.store.states().get(cellKey(line.lineId, field));
  }

  turn(operatorId: string, isOpen: boolean): void {
    this.open.update((open) => new Set(isOpen ? [...open, operatorId] : [...open].filter((id) => id !== operatorId)));
  }

  types(line: LineView, columnId: string, isTyping: boolean): void {
    this.store.typing(isTyping ? { rowId: line.lineId, columnId } : null);
    if (isTyping) this.store.stand({ rowId: line.lineId, columnId });
    this.typing.emit(isTyping);
  }

  describe(line: LineView, text: string): void {
    this.store.edit({ rowId: line.lineId, columnId: this.store.words.descriptionField() }, { text, outcome: { kind: 'text' } });
  }

  marked({ lines }: OperatorLines): boolean {
    return this.store.refused().some(({ rowId }) => lines.some(({ lineId }) => lineId === rowId));
  }

  add({ operatorId, lines }: OperatorLines): void {
    const last = lines.at(-1);
    if (last) this.store.insert({ rowId: last.lineId, side: 'below' });
    else this.store.insertFor(operatorId);
    this.turn(operatorId, true);
  }
}
