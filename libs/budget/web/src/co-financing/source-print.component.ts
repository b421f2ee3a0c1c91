import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { AmountPipe, DayPipe, SayPipe } from '@passerelle/shared/web-kit';
import { CoFinancingStore } from './co-financing.store';

/** The sources as a plain table: what is printed instead of the grid. */
@Component({
  selector: 'pa-source-print',
  imports: [AmountPipe, DayPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_ui/print-table.css',
  template: `
    <table>
      <caption>{{ 'coFinancing.sources' | say }}</caption>
      <thead>
        <tr>
          <th scope="col">{{ 'term.operator' | say }}</th>
          <th scope="col">{{ 'coFinancing.name' | say }}</th>
          <th scope="col">{{ 'coFinancing.kind' | say }}</th>
          <th scope="col">{{ 'coFinancing.amount' | say }}</th>
          <th scope="col">{{ 'coFinancing.letterReference' | say }}</th>
          <th scope="col">{{ 'coFinancing.letterDate' | say }}</th>
          <th scope="col">{{ 'coFinancing.letterStatus' | say }}</th>
        </tr>
      </thead>
      <tbody>
        @for (row of store.rows(); track row.sourceId) {
          <tr>
            <th scope="row">{{ store.operatorName(row.operatorId) }}</th>
            <td>{{ row.name }}</td>
            <td>{{ 'coFinancing.kind.' + row.kind | say }}</td>
            <td class="amount">{{ row.amountCents | amount }}</td>
            <td>{{ row.letterReference }}</td>
            <td>{{ row.letterDate | day }}</td>
            <td>{{ 'coFinancing.letterStatus.' + row.letterStatus | say }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class SourcePrintComponent {
  readonly store = inject(CoFinancingStore);
}
