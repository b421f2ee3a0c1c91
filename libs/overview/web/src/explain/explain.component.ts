import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, viewChild } from '@angular/core';
import type { ExplanationRow } from '@passerelle/budget/model';
import { textIn } from '@passerelle/shared/kernel';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { AmountPipe, LanguageStore, ProblemComponent, ProgrammeStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { ExplainStore } from './explain.store';

/** How a figure came about: its formula in words, then the rows that it is made of, each of which can be asked. */
@Component({
  selector: 'pa-explain',
  imports: [AmountPipe, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [ExplainStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './explain.component.html',
})
export class ExplainComponent {
  readonly store = inject(ExplainStore);
  readonly #injector = inject(Injector);
  readonly #say = inject(Say);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #language = inject(LanguageStore).language;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly figure = input.required<string>();
  readonly version = input<number>();
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  readonly title = computed(() => {
    const explanation = this.store.explanation();
    return explanation ? this.#say.say(explanation.titleKey, this.#inWords(explanation.titleParams)) : '';
  });
  readonly sentences = computed(() => this.store.explanation()?.sentences.map(({ key, params }) => this.#say.say(key, this.#inWords(params))) ?? []);
  readonly rows = computed(() => this.store.explanation()?.rows.map((row) => ({ ...row, name: this.#nameOf(row) })) ?? []);

  constructor() {
    effect(() => void this.store.begin(this.programme(), this.project(), this.figure(), this.version()));
  }

  async ask(figure: string): Promise<void> {
    await this.store.ask(figure);
    this.#readOn();
  }

  back(): void {
    this.store.back();
    this.#readOn();
  }

  #readOn(): void {
    afterNextRender(() => this.heading()?.nativeElement.focus(), { injector: this.#injector });
  }

  #nameOf({ label, labelKey, labelParams, labelTexts }: ExplanationRow): string {
    if (labelTexts) return textIn(labelTexts, this.#language());
    if (!labelKey) return label;
    return labelKey.startsWith('category.') ? this.#category(labelKey.slice('category.'.length)) : this.#say.say(labelKey, labelParams);
  }

  /** Cost categories, flat rates and the items of the catalogue are the programme's data: their names come from it. */
  #inWords(params: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> {
    const { category, rate, item } = params;
    const rules = this.#programme()?.budgetRules;
    const flatRate = rules?.flatRates.find(({ code }) => code === rate);
    const chosen = rules && [...rules.lumpSums, ...rules.unitCosts].find(({ code }) => code === item);
    return {
      ...params,
      ...(typeof category === 'string' ? { category: this.#category(category) } : {}),
      ...(flatRate ? { rate: textIn(flatRate.names, this.#language()) } : {}),
      ...(chosen ? { item: textIn(chosen.names, this.#language()) } : {}),
    };
  }

  #category(code: string): string {
    const found = this.#programme()?.costCategories.find((category) => category.code === code);
    return found ? textIn(found.names, this.#language()) : code;
  }
}
