import { Pipe, inject, type PipeTransform } from '@angular/core';
import { cents, writeAmount } from '@passerelle/shared/money';
import { writeDate, type SayParams } from '@passerelle/shared/texts';
import { LanguageStore } from './language.store';
import { Say } from './say';
import { writeMoment, type MomentPart } from './write-moment';

// These pipes are "impure" so that they run again when the language signal, which they read, marks their view; in an OnPush view that is when
// the view is checked anyway.

@Pipe({ name: 'say', pure: false })
export class SayPipe implements PipeTransform {
  readonly #say = inject(Say);

  transform(key: string | null | undefined, params?: SayParams): string {
    return key ? this.#say.say(key, params) : '';
  }
}

/** A person's name, where she was not erased: see Say. */
@Pipe({ name: 'personName', pure: false })
export class PersonNamePipe implements PipeTransform {
  readonly #say = inject(Say);

  transform(name: string | null | undefined): string {
    return this.#say.personName(name);
  }
}

/** Cents as the reader writes them: `cents | amount`, or with the currency sign `cents | amount: 'currency'`. Nothing for null. */
@Pipe({ name: 'amount', pure: false })
export class AmountPipe implements PipeTransform {
  readonly #language = inject(LanguageStore).language;

  transform(amountCents: number | null | undefined, sign?: 'currency'): string {
    const language = this.#language();
    if (amountCents === null || amountCents === undefined) return '';
    return writeAmount(cents(amountCents), language, { currency: sign === 'currency' });
  }
}

/** An ISO date as the reader writes it. */
@Pipe({ name: 'day', pure: false })
export class DayPipe implements PipeTransform {
  readonly #language = inject(LanguageStore).language;

  transform(isoDate: string | null | undefined): string {
    const language = this.#language();
    return isoDate ? writeDate(isoDate, language) : '';
  }
}

/** An ISO timestamp by the reader's clock: `at | moment` gives day and time to the second, `at | moment: 'time'` the time alone. */
@Pipe({ name: 'moment', pure: false })
export class MomentPipe implements PipeTransform {
  readonly #language = inject(LanguageStore).language;

  transform(isoTimestamp: string | null | undefined, part: MomentPart = 'both'): string {
    const language = this.#language();
    return isoTimestamp ? writeMoment(isoTimestamp, language, part) : '';
  }
}
