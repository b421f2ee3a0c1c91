import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { LineView } from '@passerelle/budget/model';
import { AmountPipe, MomentPipe, SayPipe } from '@passerelle/shared/web-kit';
import { BudgetLinesStore } from './budget-lines.store';
import { TOTALS_ROW, toAllocateOf, totalsOfLines } from './line-rows';

/** The lines as a plain table across the page: what is printed instead of the grid. */
@Component({
  selector: 'pa-lines-print',
  imports: [AmountPipe, MomentPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_ui/print-table.css',
  template: `
    @if (store.view(); as view) {
      <table>
        <caption>
          {{ 'budgetLines.label' | say: { project: store.budget()?.projectCode } }} · {{ 'budget.revision' | say: { revision: view.revision } }} · {{ view.changedAt | moment }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ 'term.operator' | say }}</th>
            <th scope="col">{{ store.fieldName('workPackageId') }}</th>
            <th scope="col">{{ 'term.costCategory' | say }}</th>
            <th scope="col">{{ 'budgetLines.description' | say }}</th>
            <th scope="col">{{ store.fieldName('amountCents') }} (€)</th>
            @for (period of store.periods(); track period.number) {
              <th scope="col">{{ store.halfYearName(period.number) }} (€)</th>
            }
            <th scope="col">{{ 'term.toAllocate' | say }} (€)</th>
          </tr>
        </thead>
        <tbody>
          @for (line of rows(); track line.lineId) {
            <tr [class.totals]="$last">
              <th scope="row">{{ line.lineId === totalsRow ? ('budget.totals' | say) : store.operatorName(line.operatorId) }}</th>
              <td>{{ line.workPackageId ? store.workPackageName(line.workPackageId) : '' }}</td>
              <td>{{ line.categoryCode ? store.categoryName(line.categoryCode) : '' }}</td>
              <td>{{ line.lineId === totalsRow ? '' : store.description(line) }}</td>
              <td class="amount">{{ line.amountCents | amount }}</td>
              @for (period of store.periods(); track period.number) {
                <td class="amount">{{ line.periodCents[period.number - 1] | amount }}</td>
              }
              <td class="amount">{{ toAllocate(line) | amount }}</td>
            </tr>
          }
        </tbody>
      </table>
    }
  `,
})
export class LinesPrintComponent {
  readonly store = inject(BudgetLinesStore);
  readonly lines = input.required<readonly LineView[]>();
  readonly totalsRow = TOTALS_ROW;
  readonly toAllocate = toAllocateOf;
  readonly rows = computed(() => [...this.lines(), totalsOfLines(this.lines(), this.store.periods().length)]);
}
