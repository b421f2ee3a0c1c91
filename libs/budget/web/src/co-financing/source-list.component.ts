import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FUNDING_KINDS, LETTER_STATUSES, LONGEST_LETTER_REFERENCE, LONGEST_SOURCE_NAME, type MatchFundingField } from '@passerelle/budget/model';
import { AmountFieldComponent, cellKey, type CellState, type EditOutcome } from '@passerelle/shared/grid';
import { VersantComponent } from '@passerelle/shared/ui';
import { AmountPipe, DayPipe, SayPipe } from '@passerelle/shared/web-kit';
import { CoFinancingStore } from './co-financing.store';
import type { SourceRow } from './source-requests';

/** The sources on a phone: operator by operator, each source a few fields below one another. */
@Component({
  selector: 'pa-source-list',
  imports: [AmountFieldComponent, AmountPipe, DayPipe, SayPipe, VersantComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './source-list.component.html',
  styleUrl: './source-list.component.css',
})
export class SourceListComponent {
  readonly store = inject(CoFinancingStore);
  readonly kinds = FUNDING_KINDS;
  readonly statuses = LETTER_STATUSES;
  readonly longestName = LONGEST_SOURCE_NAME;
  readonly longestReference = LONGEST_LETTER_REFERENCE;

  rowsOf(operatorId: string): SourceRow[] {
    return this.store.rows().filter((row) => row.operatorId === operatorId);
  }

  state(row: SourceRow, field: MatchFundingField): CellState | undefined {
    return this.store.states().get(cellKey(row.sourceId, field));
  }

  message(row: SourceRow, field: MatchFundingField): string {
    const state = this.state(row, field);
    return state && 'message' in state ? state.message : '';
  }

  /** What was typed and refused stays. */
  textOf(row: SourceRow, field: 'name' | 'letterReference'): string {
    const state = this.state(row, field);
    return state && 'text' in state ? state.text : row[field];
  }

  edit(row: SourceRow, columnId: MatchFundingField, text: string, outcome: EditOutcome = { kind: 'text' }): void {
    this.store.act({ kind: 'type', edits: [{ rowId: row.sourceId, columnId, text, outcome }], added: [] });
  }

  choose(row: SourceRow, columnId: MatchFundingField, value: string): void {
    this.edit(row, columnId, value, { kind: 'choice', value });
  }
}
