import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import type { ImportedField } from '@passerelle/exchange/model';
import { quantity, cents, writeAmount, writeQuantity } from '@passerelle/shared/money';
import { LanguageStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { ImportBudgetStore } from './import-budget.store';

const SHOWN_AT_ONCE = 100;

/** Every line that a file would change, with each cell before and after; by kind. */
@Component({
  selector: 'pa-import-differences',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-differences.component.html',
  styleUrl: './import-differences.component.css',
})
export class ImportDifferencesComponent {
  readonly store = inject(ImportBudgetStore);
  readonly #language = inject(LanguageStore).language;
  readonly #say = inject(Say);
  readonly shown = linkedSignal({ source: () => [this.store.kind(), this.store.preview()?.fingerprint], computation: () => SHOWN_AT_ONCE });
  readonly differences = computed(() =>
    this.store.differences().slice(0, this.shown()).map((difference) => ({
      ...difference,
      fields: difference.fields.map((field) => ({ name: this.#name(field.field), changedSince: field.changedSince, before: this.#written(field, field.before), after: this.#written(field, field.after) })),
    })),
  );
  readonly more = computed(() => this.store.differences().length - this.differences().length);

  showMore(): void {
    this.shown.update((shown) => shown + SHOWN_AT_ONCE);
  }

  #name(field: string): string {
    const [name = '', part = ''] = field.split('.');
    if (name === 'descriptions') return this.#say.say('workbook.column.description', { language: part.toUpperCase() });
    return this.#say.say(`workbook.column.${name}`, { number: Number(part) });
  }

  #written({ unit }: ImportedField, value: string | number | null): string {
    if (value === null || value === '') return '';
    if (unit === 'CENTS') return writeAmount(cents(Number(value)), this.#language());
    return unit === 'QUANTITY' ? writeQuantity(quantity(Number(value)), this.#language()) : String(value);
  }
}
