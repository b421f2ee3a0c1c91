import { textIn, type Language } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { formatMessage, writeDate, type Dictionary } from '@passerelle/shared/texts';
import { calendarHalfOf } from '@passerelle/project/model';
import { differingFields, type AmountDifferenceView, type DifferenceView, type LineDifferenceView } from '@passerelle/modification/model';

/** A row of the difference as a file shows it: what it is about, and both amounts. */
export interface DifferenceRow {
  readonly part: string;
  readonly name: string;
  readonly what: string;
  readonly beforeCents: Cents;
  readonly afterCents: Cents;
  readonly differenceCents: Cents;
}

const COMPARED = ['operator', 'versant', 'category', 'workPackage', 'halfYear'] as const;

/** The words of a difference's file, in one language. */
export class DifferenceWords {
  constructor(
    private readonly view: DifferenceView,
    private readonly language: Language,
    private readonly dictionary: Dictionary,
  ) {}

  say(key: string, params: Readonly<Record<string, unknown>> = {}): string {
    return formatMessage(this.dictionary[key] ?? key, this.language, params);
  }

  keyName(by: (typeof COMPARED)[number], key: string | null): string {
    if (key === null) return this.say('versions.diff.toAllocate');
    const { operators, categories, workPackages, periods } = this.view;
    if (by === 'operator') return operators.find(({ operatorId }) => operatorId === key)?.name ?? key;
    if (by === 'category') return textIn(categories.find(({ code }) => code === key)?.names ?? {}, this.language) || key;
    if (by === 'workPackage') return this.workPackage(workPackages.find(({ workPackageId }) => workPackageId === key)) || key;
    if (by === 'versant') return key;
    const period = periods.find(({ number }) => String(number) === key);
    return period ? this.say('halfYear.name', calendarHalfOf(period)) : key;
  }

  lineName({ before, after }: LineDifferenceView): string {
    const line = (after ?? before)!;
    const text = textIn(line.descriptions, this.language) || this.say('versions.diff.noDescription');
    return `${this.keyName('operator', line.operatorId)} · ${this.keyName('category', line.categoryCode)} · ${text}`;
  }

  /** The kind of difference, and of a changed line each field with both values. */
  whatOf(line: LineDifferenceView): string {
    const kind = this.say(`versions.diff.kind.${line.kind}`);
    if (line.kind !== 'CHANGED') return kind;
    const fields = differingFields(line).map(({ field, name, params, before, after }) => `${this.fieldName(name, params)}: ${this.value(field, before)} → ${this.value(field, after)}`);
    return [kind, ...fields].join('; ');
  }

  private fieldName(name: string, params: Readonly<Record<string, string>>): string {
    return params['number'] ? this.keyName('halfYear', params['number']) : this.say(name, params);
  }

  private value(field: string, value: string | number | null): string {
    if (value === null || value === '') return this.say('versions.diff.nothing');
    if (field === 'operatorId') return this.keyName('operator', String(value));
    if (field === 'categoryCode') return this.keyName('category', String(value));
    if (field === 'workPackageId') return this.keyName('workPackage', String(value));
    if (typeof value === 'number' && field !== 'quantity') return formatMessage('{valueCents}', this.language, { valueCents: value });
    return typeof value === 'number' ? formatMessage('{value, number, ::.####}', this.language, { value: value / 10_000 }) : writeDate(value, this.language);
  }

  private workPackage(found: DifferenceView['workPackages'][number] | undefined): string {
    return found ? `${found.number} · ${textIn(found.names, this.language)}` : '';
  }
}

/** Every row of a difference: the total and the ERDF, then each dimension, then the lines that differ. */
export function differenceRows(view: DifferenceView, words: DifferenceWords): DifferenceRow[] {
  const row = (part: string, name: string, what: string, { beforeCents, afterCents, differenceCents }: Omit<AmountDifferenceView, 'key'>): DifferenceRow => ({ part, name, what, beforeCents, afterCents, differenceCents });
  const lines = view.lines.map((line) => row(words.say('versions.diff.line'), words.lineName(line), words.whatOf(line), amountsOf(line)));
  return [
    row(words.say('versions.diff.total'), '', '', view.total),
    row(words.say('versions.diff.erdf'), '', '', view.erdf),
    ...COMPARED.flatMap((by) => view.by[by].map((one) => row(words.say(`versions.diff.by.${by}`), words.keyName(by, one.key), '', one))),
    ...lines,
  ];
}

function amountsOf({ before, after, differenceCents }: LineDifferenceView): Omit<AmountDifferenceView, 'key'> {
  const cents = (line: LineDifferenceView['before']): Cents => line?.amountCents ?? (0 as Cents);
  return { beforeCents: cents(before), afterCents: cents(after), differenceCents };
}
