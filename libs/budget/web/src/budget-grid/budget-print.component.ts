import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AmountPipe, MomentPipe, SayPipe } from '@passerelle/shared/web-kit';
import { BudgetGridStore } from './budget-grid.store';

/** The budget as a plain table across the page: what is printed instead of the grid. */
@Component({
  selector: 'pa-budget-print',
  imports: [AmountPipe, MomentPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_ui/print-table.css',
  template: `
    @if (store.view(); as view) {
      <table>
        <caption>
          {{ 'budget.label' | say: { project: view.projectCode } }} · {{ 'budget.revision' | say: { revision: view.revision } }} · {{ view.changedAt | moment }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ 'term.operator' | say }}</th>
            <th scope="col">{{ 'term.versant' | say }}</th>
            <th scope="col">{{ 'term.totalBudget' | say }} (€)</th>
            <th scope="col">{{ 'term.toAllocate' | say }} (€)</th>
            <th scope="col">{{ 'term.erdf' | say }} (€)</th>
            <th scope="col">{{ 'term.ownContribution' | say }} (€)</th>
            @for (category of store.shownCategories(); track category.code) {
              <th scope="col">{{ store.cellName(category.code) }} (€)</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of lines(); track $index) {
            <tr [class.totals]="$last">
              <th scope="row">{{ row.name || ('budget.totals' | say) }}</th>
              <td>{{ row.versantCode }}</td>
              <td class="amount">{{ row.totalCents | amount }}</td>
              <td class="amount">{{ row.toAllocateCents | amount }}</td>
              <td class="amount">{{ row.erdfCents | amount }}</td>
              <td class="amount">{{ row.ownContributionCents | amount }}</td>
              @for (category of store.shownCategories(); track category.code) {
                <td class="amount">{{ row.amountsCents[category.code] | amount }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    }
  `,
})
export class BudgetPrintComponent {
  readonly store = inject(BudgetGridStore);
  readonly lines = computed(() => {
    const view = this.store.view();
    return view ? [...view.operators, { ...view.totals, name: '', versantCode: '' }] : [];
  });
}
