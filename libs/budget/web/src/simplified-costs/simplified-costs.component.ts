import { Dialog } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, effect, inject, input, untracked } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { closedCategories, type LineView, type OperatorSimplifiedCostsView, type SimplifiedCostsView } from '@passerelle/budget/model';
import { textIn } from '@passerelle/shared/kernel';
import { sumCents, ZERO_CENTS } from '@passerelle/shared/money';
import { ExplainPanel, SkeletonComponent, keysOfScreen } from '@passerelle/shared/ui';
import { DayPipe, LanguageStore, MomentPipe, ProblemComponent, ProgrammeStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { CoveredCategories } from '../_ui/covered-categories';
import { LoseDialogComponent, type Losses } from './lose-dialog.component';
import { OperatorRatesComponent, type RateWish } from './operator-rates.component';
import { choiceWith, previewOf } from './rate-preview';
import { SimplifiedCostsStore } from './simplified-costs.store';

/** The simplified costs of a project: each operator's flat rates, with what they give and what choosing one would take away. */
@Component({
  selector: 'pa-simplified-costs',
  imports: [DayPipe, MomentPipe, OperatorRatesComponent, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [SimplifiedCostsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:focus)': 'store.lookAgain()', '(keydown.control.z)': 'undo($event)', '(keydown.meta.z)': 'undo($event)' },
  templateUrl: './simplified-costs.component.html',
  styleUrl: './simplified-costs.component.css',
})
export class SimplifiedCostsComponent {
  readonly store = inject(SimplifiedCostsStore);
  readonly #covered = inject(CoveredCategories);
  readonly #dialog = inject(Dialog);
  readonly #explain = inject(ExplainPanel);
  readonly #language = inject(LanguageStore).language;
  readonly #programme = inject(ProgrammeStore).current;
  readonly #say = inject(Say);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();

  constructor() {
    keysOfScreen({ heading: 'simplifiedCosts.heading', keys: [{ keys: ['Ctrl', 'Z'], name: 'simplifiedCosts.undo' }] });
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  /** Why an operator's rates are not hers to choose; '' where they are. */
  locked({ operatorId }: OperatorSimplifiedCostsView): string {
    const view = this.store.view();
    if (!view || this.store.mayChange(operatorId)) return '';
    return this.store.isOpen() ? this.#say.say('budget.cell.notYours') : this.#say.say(`budget.cell.closed.${view.status}`);
  }

  /** Why the last act was not saved, in the reader's words. */
  reason(): string {
    const failure = this.store.failure();
    const [first] = failure?.errors ?? [];
    const { code, params } = first ?? failure ?? { code: '', params: {} };
    return this.#say.say(code, { ...params, ...this.#covered.inWords(params) });
  }

  /** Nothing that she has typed goes before she has seen it. */
  async wish({ operatorId }: OperatorSimplifiedCostsView, { code, rateBp }: RateWish): Promise<void> {
    if (this.store.saving()) return;
    await this.store.lookAgain();
    const operator = this.store.view()?.operators.find((one) => one.operatorId === operatorId);
    const view = this.store.view();
    if (!operator || !view) return;
    const choice = rateBp === null ? operator.flatRates.filter((rate) => rate.code !== code) : choiceWith({ code, rateBp }, operator, view.rates);
    const option = operator.options.find((one) => one.code === code);
    const isNew = rateBp !== null && !option?.isChosen;
    const asks = isNew && (option?.lostLines ?? 0) + (option?.givesUp.length ?? 0) > 0;
    // Asked without a confirmation, the server names the lines and deletes nothing.
    let lines = asks && option?.lostLines === 0 ? [] : await this.store.choose(operatorId, choice);
    while (rateBp !== null && (lines.length > 0 || (asks && option?.lostLines === 0))) {
      if (!(await this.#confirmed(this.#losses(view, operator, { code, rateBp }, lines)))) return;
      await this.store.lookAgain();
      const more = await this.store.choose(operatorId, choice, lines.map(({ lineId }) => lineId));
      if (more.length === 0) return;
      lines = more;
    }
  }

  operatorName(operatorId: string): string {
    return this.store.view()?.operators.find((one) => one.operatorId === operatorId)?.name ?? '';
  }

  explain(figure: string): void {
    void this.#explain.open(this.programme(), this.project(), figure);
  }

  undo(event: Event): void {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
    event.preventDefault();
    void this.store.undo();
  }

  async #confirmed(data: Losses): Promise<boolean> {
    const reference = this.#dialog.open<boolean, Losses>(LoseDialogComponent, { data, role: 'alertdialog', ariaLabelledBy: 'lose-title', autoFocus: '#lose-title' });
    return (await firstValueFrom(reference.closed)) === true;
  }

  #losses({ rates }: SimplifiedCostsView, operator: OperatorSimplifiedCostsView, wish: { code: string; rateBp: number }, lines: readonly LineView[]): Losses {
    const option = operator.options.find(({ code }) => code === wish.code);
    const rateName = (code: string): string => textIn(rates.find((rate) => rate.code === code)?.names ?? {}, this.#language());
    const closed = closedCategories(choiceWith(wish, operator, rates), rates, Object.keys(operator.realCents));
    const result = previewOf(wish, operator, rates);
    return {
      rate: rateName(wish.code),
      operator: operator.name,
      lines: lines.map(({ lineId, categoryCode, descriptions, amountCents }) => ({ lineId, name: this.#category(categoryCode), text: textIn(descriptions, this.#language()), amountCents })),
      linesCents: sumCents(lines.map(({ amountCents }) => amountCents ?? ZERO_CENTS)),
      givesUp: (option?.givesUp ?? []).map(({ code, amountCents }) => ({ name: rateName(code), amountCents })),
      stays: Object.entries(operator.realCents).filter(([code]) => !closed.has(code)).map(([code, amountCents]) => ({ name: this.#category(code), amountCents })),
      becomes: result && { name: this.#category(result.categoryCode), amountCents: result.amountCents },
    };
  }

  #category(code: string): string {
    return textIn(this.#programme()?.costCategories.find((category) => category.code === code)?.names ?? {}, this.#language()) || code;
  }
}
