import { ChangeDetectionStrategy, Component, computed, input, linkedSignal } from '@angular/core';
import { differingFields, type DifferenceView, type LineDifferenceView } from '@passerelle/modification/model';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';
import { differenceNames } from './difference-names';

const AT_ONCE = 100;

/** The lines that differ, with both values of every field; by operator, where the reader chooses one. */
@Component({
  selector: 'pa-differing-lines',
  imports: [AmountPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h3>{{ 'versions.diff.lines' | say }}</h3>
    <p role="status">{{ 'versions.diff.linesCount' | say: { count: difference().lines.length, same: difference().sameLines } }}</p>
    @if (difference().withheld) {
      <p class="withheld">{{ 'versions.diff.withheld' | say }}</p>
    }
    @if (difference().lines.length > 0) {
      <div class="field no-print">
        <label for="of-operator">{{ 'versions.diff.operator' | say }}</label>
        <select #operator id="of-operator" (change)="operatorId.set(operator.value)">
          <option value="">{{ 'versions.diff.allOperators' | say }}</option>
          @for (one of operators(); track one.operatorId) {
            <option [value]="one.operatorId" [selected]="one.operatorId === operatorId()">{{ one.name }}</option>
          }
        </select>
      </div>
      <ul class="lines">
        @for (line of shown(); track line.lineId) {
          <li [attr.data-kind]="line.kind">
            <p class="head">
              <span class="tag">{{ 'versions.diff.kind.' + line.kind | say }}</span>
              <strong>{{ line.name }}</strong>
              <span class="amount">{{ line.differenceCents > 0 ? '+' : '' }}{{ line.differenceCents | amount: 'currency' }}</span>
            </p>
            <p class="where">{{ line.operator }} · {{ line.category }}</p>
            @if (line.fields.length > 0) {
              <dl>
                @for (field of line.fields; track field.field) {
                  <div>
                    <dt>{{ field.name }}</dt>
                    <dd>{{ 'versions.diff.change' | say: { before: field.before, after: field.after } }}</dd>
                  </div>
                }
              </dl>
            } @else {
              <p class="where">{{ line.amountCents | amount: 'currency' }}</p>
            }
          </li>
        }
      </ul>
      @if (rest() > 0) {
        <p><button type="button" class="quiet" (click)="count.set(count() + atOnce)">{{ 'versions.submit.more' | say: { count: rest() > atOnce ? atOnce : rest() } }}</button></p>
      }
    }
  `,
  styleUrl: './differing-lines.component.css',
})
export class DifferingLinesComponent {
  readonly #names = differenceNames();
  readonly difference = input.required<DifferenceView>();
  readonly atOnce = AT_ONCE;
  readonly operatorId = linkedSignal({ source: this.difference, computation: () => '' });
  readonly count = linkedSignal({ source: this.difference, computation: () => AT_ONCE });
  readonly #lines = computed(() => this.difference().lines.filter((line) => !this.operatorId() || operatorOf(line) === this.operatorId()));
  readonly rest = computed(() => Math.max(0, this.#lines().length - this.count()));
  readonly operators = computed(() => {
    const differing = new Set(this.difference().lines.map(operatorOf));
    return this.difference().operators.filter(({ operatorId }) => differing.has(operatorId));
  });
  readonly shown = computed(() => {
    const difference = this.difference();
    return this.#lines().slice(0, this.count()).map((line) => ({
      lineId: line.lineId, kind: line.kind, differenceCents: line.differenceCents, amountCents: (line.after ?? line.before)!.amountCents,
      name: this.#names.line(line),
      operator: this.#names.key(difference, 'operator', operatorOf(line)),
      category: this.#names.key(difference, 'category', (line.after ?? line.before)!.categoryCode),
      fields: differingFields(line).map((field) => ({ field: field.field, name: this.#names.field(difference, field), before: this.#names.value(difference, field, field.before), after: this.#names.value(difference, field, field.after) })),
    }));
  });
}

const operatorOf = ({ before, after }: LineDifferenceView): string => (after ?? before)!.operatorId;
