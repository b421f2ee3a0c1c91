import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import type { OperatorSimplifiedCostsView, RateOptionView } from '@passerelle/budget/model';
import type { FlatRateView } from '@passerelle/programme/model';
import { textIn } from '@passerelle/shared/kernel';
import { sumCents } from '@passerelle/shared/money';
import { VersantComponent } from '@passerelle/shared/ui';
import { LanguageStore, ProgrammeStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { percentOf, previewOf, readPercent } from './rate-preview';

/** A rate that she wants, or wants no more (rateBp null). */
export interface RateWish {
  readonly code: string;
  readonly rateBp: number | null;
}

/** One operator's flat rates: what is chosen, what each gives, and what choosing it would take away. */
@Component({
  selector: 'pa-operator-rates',
  imports: [SayPipe, VersantComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './operator-rates.component.html',
  styleUrl: './operator-rates.component.css',
})
export class OperatorRatesComponent {
  readonly #language = inject(LanguageStore).language;
  readonly #programme = inject(ProgrammeStore).current;
  readonly #say = inject(Say);
  readonly operator = input.required<OperatorSimplifiedCostsView>();
  readonly rates = input.required<readonly FlatRateView[]>();
  readonly date = input.required<string>();
  readonly may = input.required<boolean>();
  /** Why nothing is chosen here; '' where she may. */
  readonly locked = input('');
  readonly busy = input(false);
  readonly wish = output<RateWish>();
  readonly explain = output<string>();
  /** The percentages as they are typed, by rate; anew where the choice is another one. */
  readonly typed = linkedSignal<string, ReadonlyMap<string, string>>({ source: () => JSON.stringify(this.operator().flatRates), computation: () => new Map() });

  readonly totalCents = computed(() => sumCents(this.operator().steps.map(({ amountCents }) => amountCents)));
  readonly options = computed(() => this.operator().options.map((option) => this.#shown(option)));

  type(code: string, text: string): void {
    this.typed.update((typed) => new Map(typed).set(code, text));
  }

  /** She has typed a percentage: of a rate that is chosen it is taken at once. */
  take({ code, isChosen, rateBp }: { code: string; isChosen: boolean; rateBp: number | null }): void {
    const present = this.operator().flatRates.find((rate) => rate.code === code)?.rateBp;
    if (isChosen && rateBp !== null && rateBp !== present) this.wish.emit({ code, rateBp });
  }

  /** The box shows what is saved: it is ticked once the answer has come. */
  toggle(event: Event, { code, isChosen, rateBp }: { code: string; isChosen: boolean; rateBp: number | null }): void {
    event.preventDefault();
    if (this.busy() || (!isChosen && rateBp === null)) return;
    this.wish.emit({ code, rateBp: isChosen ? null : rateBp });
  }

  #shown(option: RateOptionView) {
    const rule = this.rates().find(({ code }) => code === option.code)!;
    const present = this.operator().flatRates.find(({ code }) => code === option.code)?.rateBp ?? rule.rate.rateBp;
    const text = this.typed().get(option.code) ?? percentOf(present);
    const rateBp = readPercent(text, rule);
    const preview = (bp: number) => previewOf({ code: option.code, rateBp: bp }, this.operator(), [...this.rates()]);
    const result = rateBp === null ? null : preview(rateBp);
    // What a rate is taken of does not depend on its percentage.
    const base = (result ?? preview(present))?.base ?? [];
    return {
      ...option,
      id: `${this.operator().operatorId}-${option.code}`,
      name: this.#name(rule),
      source: rule.source.replaceAll('(EU)', this.#say.say('general.euMark')),
      limitBp: rule.rate.rateBp,
      isFixed: rule.rate.kind === 'FIXED',
      text,
      rateBp,
      result,
      base: base.filter(({ source }) => source !== 'NOT_COUNTED').map(({ categoryCode }) => this.categoryName(categoryCode)).join(' + '),
      target: this.categoryName(rule.targetCategory),
      figure: `amount:${this.operator().operatorId}:${rule.targetCategory}`,
      rivals: option.givesUp.map(({ code }) => this.#name(this.rates().find((one) => one.code === code))).join(' · '),
      closed: option.closes.filter((code) => code !== rule.targetCategory).map((code) => this.categoryName(code)).join(', '),
    };
  }

  #name(rule: FlatRateView | undefined): string {
    return rule ? textIn(rule.names, this.#language()) : '';
  }

  categoryName(code: string): string {
    const found = this.#programme()?.costCategories.find((category) => category.code === code);
    return found ? textIn(found.names, this.#language()) : code;
  }
}
