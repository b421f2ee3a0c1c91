import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { shiftSentence } from '@passerelle/budget/model';
import { shownShiftBp, type ShiftView } from '@passerelle/modification/model';
import { cents, sumCents } from '@passerelle/shared/money';
import { AmountPipe, BudgetSavedStore, Say, SayPipe, type BudgetSaved } from '@passerelle/shared/web-kit';
import { versionWords } from '../_versions/words';
import { ShiftPanelStore } from './shift-panel.store';

const TO_ALLOCATE = 'versions.problem.to-allocate';

/** Above the budget while a modification is drafted: whose agreement it needs by now, and why. */
@Component({
  selector: 'pa-shift-panel',
  imports: [AmountPipe, RouterLink, SayPipe],
  providers: [ShiftPanelStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './shift-panel.component.html',
  styleUrls: ['./shift-panel.component.css', '../_ui/stacked.css'],
})
export class ShiftPanelComponent {
  readonly store = inject(ShiftPanelStore);
  readonly #say = inject(Say);
  readonly #words = versionWords();
  readonly #saved = inject(BudgetSavedStore).latest;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** While it is drafted or waits for its decision; the first version shifts nothing. */
  readonly shown = computed(() => {
    const shifts = this.store.shifts();
    return shifts && shifts.agreedVersion !== null && shifts.status !== 'APPROVED' ? shifts : null;
  });
  /** Money that has no destination yet may still shift by as much: who must agree is not known before. */
  readonly isUndecided = computed(() => this.store.errors().length > 0);
  readonly sentences = computed(() => {
    const shifts = this.shown();
    if (!shifts) return [];
    if (this.isUndecided()) return [this.#undecided()];
    const { level, reason } = shifts.agreement;
    if (reason !== 'SHIFTS') return [this.#say.say(`versions.needs.${level}.${reason}`)];
    if (shifts.shifts.length === 0) return [this.#say.say('versions.shift.none')];
    return shifts.decisive.length > 0 ? shifts.decisive.map((shift) => this.#sentence(shift)) : [this.#say.say('versions.needs.FREE.SHIFTS')];
  });
  readonly rows = computed(() => this.shown()?.shifts.map((shift) => ({ ...shift, name: this.#nameOf(shift), shareBp: shownShiftBp(shift) })) ?? []);

  constructor() {
    effect(() => {
      const saved = this.#saved();
      if (saved) untracked(() => this.#follow(saved));
    });
  }

  /** Of a first version nothing shifts, whatever is saved; of what is known already nothing is asked. */
  #follow({ revision, versionNumber }: BudgetSaved): void {
    if (versionNumber === 1) return this.store.shifts.set(null);
    const known = this.store.shifts();
    if (!known) void this.store.load(this.programme(), this.project());
    else if (known.versionNumber !== versionNumber || revision > known.revision) this.store.soon(this.programme(), this.project());
  }

  #undecided(): string {
    const errors = this.store.errors();
    const restCents = sumCents(errors.filter(({ code }) => code === TO_ALLOCATE).map(({ params }) => cents(Number(params['amountCents']))));
    return restCents > 0 ? this.#say.say('versions.shift.undecidedRest', { restCents }) : this.#say.say('versions.shift.undecided', { count: errors.length });
  }

  #sentence(shift: ShiftView): string {
    const { key, params } = shiftSentence(shift);
    const shiftBp = shownShiftBp(shift);
    return this.#say.say(key, { ...params, name: this.#nameOf(shift), ...(shiftBp === null ? {} : { shiftBp }) });
  }

  #nameOf({ of, key, operatorName }: ShiftView): string {
    if (of === 'PROJECT') return this.#say.say('versions.shift.project');
    return of === 'OPERATOR' ? operatorName : this.#words.category(key);
  }
}
