import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { LineView } from '@passerelle/budget/model';
import { AmountPipe, MomentPipe, SayPipe } from '@passerelle/shared/web-kit';
import { BudgetLinesStore } from './budget-lines.store';
import { isSum, sumsOfLines, toAllocateOf } from './line-rows';

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
            <th scope="col">{{ store.words.fieldName('workPackageId') }}</th>
            <th scope="col">{{ 'term.costCategory' | say }}</th>
            <th scope="col">{{ 'budgetLines.description' | say }}</th>
            <th scope="col">{{ store.words.fieldName('amountCents') }} (€)</th>
            @for (period of store.periods(); track period.number) {
              <th scope="col">{{ store.words.halfYearName(period.number) }} (€)</th>
            }
            <th scope="col">{{ 'term.toAllocate' | say }} (€)</th>
          </tr>
        </thead>
        <tbody>
          @for (line of rows(); track line.lineId) {
            <tr [class.totals]="isSum(line)">
              <th scope="row">{{ isSum(line) ? store.words.sumName(line.lineId, isPart()) : store.words.operatorName(line.operatorId) }}</th>
              <td>{{ line.workPackageId ? store.words.workPackageName(line.workPackageId) : '' }}</td>
              <td>{{ line.categoryCode ? store.words.categoryName(line.categoryCode) : '' }}</td>
              <td>{{ isSum(line) ? '' : store.words.description(line) || store.aside(line, store.words.descriptionField())?.text }}</td>
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
  readonly isPart = input(false);
  readonly isSum = isSum;
  readonly toAllocate = toAllocateOf;
  readonly rows = computed(() => [...this.lines(), ...sumsOfLines(this.lines(), this.store.periods().length, this.isPart() ? null : this.store.rests())]);
}
