import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '@passerelle/shared/kernel';
import { basisPoints, cents, quantity, writeAmount, writeQuantity, writeRate } from '@passerelle/shared/money';

export type SayParams = Readonly<Record<string, unknown>>;

/** The locale whose conventions a language's readers use here. No en-BE: it mixes separators. */
export const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-BE', nl: 'nl-BE', en: 'en-GB', de: 'de-BE' };

/** An ISO date (2017-10-01) as the reader writes it: two-digit day and month, four-digit year. Other text comes back as it is. */
export function writeDate(isoDate: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(isoDate);
  if (!parts) return isoDate;
  const [, year, month, day] = parts;
  return language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
}

const written = (name: string, value: unknown, language: Language): unknown => {
  if (typeof value === 'number' && name.endsWith('Cents')) return writeAmount(cents(value), language, { currency: true });
  if (typeof value === 'number' && name.endsWith('Quantity')) return writeQuantity(quantity(value), language);
  if (typeof value === 'number' && name.endsWith('Bp')) return writeRate(basisPoints(value), language);
  if (typeof value === 'string' && name.endsWith('Date')) return writeDate(value, language);
  return value;
};

const compiled = new Map<string, IntlMessageFormat>();

/**
 * An ICU message in the reader's language. Parameters named …Cents (integer cents), …Quantity (ten-thousandths), …Bp (basis points) and …Date (ISO) are written
 * by the reader's conventions first, so that messages hold nothing but words. A parameter that is missing shows as its name: a text never fails.
 */
export function formatMessage(message: string, language: Language, params: SayParams = {}): string {
  const key = `${language} ${message}`;
  let format = compiled.get(key);
  if (!format) compiled.set(key, (format = new IntlMessageFormat(message, LOCALES[language], undefined, { ignoreTag: true })));
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, written(name, value, language)]));
  try {
    return String(format.format(values as Record<string, string>));
  } catch {
    return message;
  }
}
