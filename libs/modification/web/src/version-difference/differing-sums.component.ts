import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { DifferenceView } from '@passerelle/modification/model';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';
import { differenceNames, type Compared } from './difference-names';

/** The sums of two versions beside each other, and their differences, which add up to the total's. */
@Component({
  selector: 'pa-differing-sums',
  imports: [AmountPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="data stacked">
      <caption class="visually-hidden">{{ 'versions.diff.by' | say }} {{ 'versions.diff.by.' + by() | say }}</caption>
      <thead>
        <tr>
          <th scope="col">{{ 'versions.diff.by.' + by() | say }}</th>
          <th scope="col" class="amount">{{ 'versions.diff.before' | say: { number: difference().before } }}</th>
          <th scope="col" class="amount">{{ 'versions.diff.before' | say: { number: difference().after } }}</th>
          <th scope="col" class="amount">{{ 'versions.diff.difference' | say }}</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.key) {
          <tr>
            <th scope="row">{{ row.name }}</th>
            <td class="amount" [attr.data-label]="'versions.diff.before' | say: { number: difference().before }">{{ row.beforeCents | amount }}</td>
            <td class="amount" [attr.data-label]="'versions.diff.before' | say: { number: difference().after }">{{ row.afterCents | amount }}</td>
            <td class="amount strong" [attr.data-label]="'versions.diff.difference' | say">{{ row.differenceCents > 0 ? '+' : '' }}{{ row.differenceCents | amount }}</td>
          </tr>
        } @empty {
          <tr><td colspan="4">{{ 'versions.diff.none' | say }}</td></tr>
        }
      </tbody>
      <tfoot>
        @for (row of totals(); track row.name) {
          <tr>
            <th scope="row">{{ row.name | say }}</th>
            <td class="amount" [attr.data-label]="'versions.diff.before' | say: { number: difference().before }">{{ row.beforeCents | amount }}</td>
            <td class="amount" [attr.data-label]="'versions.diff.before' | say: { number: difference().after }">{{ row.afterCents | amount }}</td>
            <td class="amount" [attr.data-label]="'versions.diff.difference' | say">{{ row.differenceCents > 0 ? '+' : '' }}{{ row.differenceCents | amount }}</td>
          </tr>
        }
      </tfoot>
    </table>
  `,
  styleUrl: '../_ui/stacked.css',
})
export class DifferingSumsComponent {
  readonly #names = differenceNames();
  readonly difference = input.required<DifferenceView>();
  readonly by = input.required<Compared>();
  readonly all = input.required<boolean>();
  readonly rows = computed(() => {
    const difference = this.difference();
    return difference.by[this.by()].filter(({ differenceCents }) => this.all() || differenceCents !== 0).map((row) => ({ ...row, name: this.#names.key(difference, this.by(), row.key) }));
  });
  readonly totals = computed(() => [{ ...this.difference().total, name: 'versions.diff.total' }, { ...this.difference().erdf, name: 'versions.diff.erdf' }]);
}
