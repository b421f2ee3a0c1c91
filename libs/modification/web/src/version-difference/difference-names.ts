import { inject } from '@angular/core';
import { writeQuantity, type Quantity } from '@passerelle/shared/money';
import { writeAmount, cents } from '@passerelle/shared/money';
import type { DifferenceView, DifferingField, LineDifferenceView } from '@passerelle/modification/model';
import { calendarHalfOf } from '@passerelle/project/model';
import { textIn } from '@passerelle/shared/kernel';
import { LanguageStore, Say } from '@passerelle/shared/web-kit';
import { versionWords } from '../_versions/words';

export const COMPARED = ['category', 'operator', 'versant', 'workPackage', 'halfYear'] as const;
export type Compared = (typeof COMPARED)[number];

/** The names of what differs, in the reader's language. */
export function differenceNames(): {
  readonly key: (view: DifferenceView, by: Compared, key: string | null) => string;
  readonly line: (line: LineDifferenceView) => string;
  readonly field: (view: DifferenceView, field: DifferingField) => string;
  readonly value: (view: DifferenceView, field: DifferingField, value: string | number | null) => string;
} {
  const language = inject(LanguageStore).language;
  const say = inject(Say);
  const words = versionWords();
  const key = ({ operators, workPackages, periods }: DifferenceView, by: Compared, code: string | null): string => {
    if (code === null) return say.say('versions.diff.toAllocate');
    if (by === 'operator') return operators.find(({ operatorId }) => operatorId === code)?.name ?? code;
    if (by === 'category') return words.category(code);
    if (by === 'versant') return words.versant(code);
    if (by === 'halfYear') {
      const period = periods.find(({ number }) => String(number) === code);
      return period ? say.say('halfYear.name', calendarHalfOf(period)) : code;
    }
    const found = workPackages.find(({ workPackageId }) => workPackageId === code);
    return found ? `${found.number} · ${textIn(found.names, language())}` : code;
  };
  return {
    key,
    line: ({ before, after }) => textIn((after ?? before)!.descriptions, language()) || say.say('versions.diff.noDescription'),
    field: (view, { name, params }) => {
      if (params['number']) return key(view, 'halfYear', params['number']);
      return say.say(name, params['language'] ? { language: words.language(params['language']) } : params);
    },
    value: (view, { field }, value) => {
      if (value === null || value === '') return say.say('versions.diff.nothing');
      if (field === 'operatorId') return key(view, 'operator', String(value));
      if (field === 'categoryCode') return key(view, 'category', String(value));
      if (field === 'workPackageId') return key(view, 'workPackage', String(value));
      if (typeof value === 'string') return value;
      return field === 'quantity' ? writeQuantity(value as Quantity, language()) : writeAmount(cents(value), language(), { currency: true });
    },
  };
}
