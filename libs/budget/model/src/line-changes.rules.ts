import { isLanguage, LANGUAGES, refusal, type Language, type OperatorRole, type Refusal } from '@passerelle/shared/kernel';
import { lineAmount, MAX_AMOUNT_CENTS, MAX_QUANTITY, sumCents, type Cents } from '@passerelle/shared/money';
import { LONGEST_DESCRIPTION, type LineKind } from './lines';
import type { ChangeLines, LineFields, LineView } from './lines.contract';

/** What a line says, without what it is called by and which revision changed it. */
export type LineContent = Omit<LineView, 'lineId' | 'kind' | 'masked'>;

/** A field as it is judged, undone and told: parts of texts and half-years are fields of their own (descriptions.fr, period.3). */
export type FieldValue = string | number | null;

const SIMPLE = ['operatorId', 'categoryCode', 'workPackageId', 'position', 'quantity', 'unitPriceCents', 'amountCents', 'comment', 'inKindBy', 'formula', 'catalogueCode'] as const;
type SimpleField = (typeof SIMPLE)[number];

/** The fields of which a line says something that would tell a salary: only whoever may know that operator's is told. */
export const tellsSalary = (field: string): boolean => field.startsWith('descriptions.') || ['quantity', 'unitPriceCents', 'comment', 'formula'].includes(field);

export const EMPTY_LINE: Omit<LineContent, 'operatorId' | 'categoryCode' | 'position'> = {
  workPackageId: null, descriptions: {}, quantity: null, unitPriceCents: null, amountCents: null, amountEntered: false, periodCents: [], comment: '', inKindBy: '', formula: '', catalogueCode: null,
};

/** The fields that a request names, with their values; a text that is sent empty is emptied. */
export function fieldsOf(fields: LineFields): Map<string, FieldValue> {
  const found = new Map<string, FieldValue>();
  for (const field of SIMPLE) if (fields[field] !== undefined) found.set(field, fields[field] ?? null);
  for (const [language, text] of Object.entries(fields.descriptions ?? {})) found.set(`descriptions.${language}`, text ?? '');
  for (const [number, amount] of Object.entries(fields.periods ?? {})) found.set(`period.${number}`, amount);
  return found;
}

/** What a line says in a field. Of the amount: what was entered, null where it follows quantity × unit price or the half-years. */
export function valueOf(line: LineContent, field: string): FieldValue {
  if (field === 'amountCents') return line.amountEntered ? line.amountCents : null;
  if (field.startsWith('descriptions.')) return line.descriptions[field.slice('descriptions.'.length) as Language] ?? '';
  if (field.startsWith('period.')) return line.periodCents[Number(field.slice('period.'.length)) - 1] ?? null;
  return line[field as SimpleField] ?? null;
}

/** Every field in which a line says something. */
export const saidFields = (line: LineContent): string[] => [
  ...SIMPLE.filter((field) => valueOf(line, field) !== null && valueOf(line, field) !== ''),
  ...LANGUAGES.filter((language) => line.descriptions[language]).map((language) => `descriptions.${language}`),
  ...line.periodCents.flatMap((amount, index) => (amount === null ? [] : [`period.${index + 1}`])),
];

/**
 * A line's amount in cents: quantity × unit price cut off at the cent where both stand, else what was entered, else the sum of its half-years; null where there
 * is nothing. Source: programme manual, budget lines; docs/money.md.
 */
export function amountOf(line: Pick<LineContent, 'quantity' | 'unitPriceCents' | 'amountEntered' | 'amountCents' | 'periodCents'>): Pick<LineContent, 'amountCents' | 'amountEntered'> {
  if (line.quantity !== null && line.unitPriceCents !== null) return { amountCents: lineAmount(line.quantity, line.unitPriceCents), amountEntered: false };
  if (line.amountEntered && line.amountCents !== null) return { amountCents: line.amountCents, amountEntered: true };
  const spread = line.periodCents.filter((amount) => amount !== null);
  return { amountCents: spread.length > 0 ? sumCents(spread) : null, amountEntered: false };
}

/** The line with these fields, and the amount that follows from it. */
export function withFields(line: LineContent, fields: ReadonlyMap<string, FieldValue>): LineContent {
  const next: Record<string, unknown> = { ...line };
  const descriptions = { ...line.descriptions };
  const periodCents = [...line.periodCents];
  for (const [field, value] of fields) {
    if (field === 'amountCents') Object.assign(next, { amountCents: value, amountEntered: value !== null });
    else if (field.startsWith('descriptions.')) descriptions[field.slice('descriptions.'.length) as Language] = String(value ?? '');
    else if (field.startsWith('period.')) periodCents[Number(field.slice('period.'.length)) - 1] = value as Cents | null;
    else next[field] = value;
  }
  for (const language of LANGUAGES) if (!descriptions[language]) delete descriptions[language];
  const content = { ...(next as unknown as LineContent), descriptions, periodCents: trimmed(Array.from(periodCents, (amount) => amount ?? null)) };
  return { ...content, ...amountOf(content) };
}

const trimmed = (periods: (Cents | null)[]): (Cents | null)[] => periods.slice(0, periods.findLastIndex((amount) => amount !== null) + 1);

/** What lines are checked against. */
export interface LinesScope {
  readonly operators: ReadonlyMap<string, { readonly name: string; readonly role: OperatorRole }>;
  readonly categoryCodes: readonly string[];
  readonly workPackageIds: ReadonlySet<string>;
  /** How many half-years the project has. */
  readonly periods: number;
  /** The lines that there are, of those that the request names. */
  readonly lines: ReadonlyMap<string, LineContent & { readonly kind: LineKind }>;
}

const TEN_THOUSANDTHS = 10_000n;

/**
 * Every reason against a change of lines, each at its field; none when it may be saved. An associated operator never has a budget; amounts are whole cents from 0 to
 * 999 999 999,99 €; half-years are the project's; what is computed is not typed; one act names a line once.
 */
export function refuseLines({ inserted, changed, removed }: ChangeLines, scope: LinesScope): Refusal[] {
  const seen = new Set<string>();
  const once = (lineId: string, at: string): Refusal[] => (seen.has(lineId) ? [refusal('budget.line-named-twice', {}, at)] : (seen.add(lineId), []));
  const known = (lineId: string, at: string): Refusal[] => {
    const line = scope.lines.get(lineId);
    if (!line) return [refusal('budget.unknown-line', {}, at)];
    return line.kind === 'COMPUTED' ? [refusal('budget.line-is-computed', { category: line.categoryCode }, at)] : [];
  };
  return [
    ...inserted.flatMap((line, index) => [...once(line.lineId, `/inserted/${index}`), ...refuseFields(fieldsOf(line), null, scope, `/inserted/${index}`)]),
    ...changed.flatMap((line, index) => [...once(line.lineId, `/changed/${index}`), ...known(line.lineId, `/changed/${index}`), ...refuseFields(fieldsOf(line), scope.lines.get(line.lineId) ?? null, scope, `/changed/${index}`)]),
    ...removed.flatMap((lineId, index) => [...once(lineId, `/removed/${index}`), ...known(lineId, `/removed/${index}`)]),
  ];
}

function refuseFields(fields: ReadonlyMap<string, FieldValue>, before: LineContent | null, scope: LinesScope, at: string): Refusal[] {
  const found: Refusal[] = [];
  const operatorId = String(fields.get('operatorId') ?? before?.operatorId ?? '');
  const where = { operator: scope.operators.get(operatorId)?.name ?? '' };
  const refuse = (code: string, field: string, params: Refusal['params'] = {}): void => void found.push(refusal(code, { ...where, ...params }, `${at}/${field}`));
  const cents = (value: FieldValue, field: string): void => {
    if (value === null) return;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) refuse('budget.amount-unreadable', field);
    else if (value < 0) refuse('budget.amount-negative', field, { cell: field });
    else if (value > MAX_AMOUNT_CENTS) refuse('budget.amount-too-large', field, { cell: field, limitCents: MAX_AMOUNT_CENTS });
  };
  for (const [field, value] of fields) {
    const [name = '', part = ''] = field.split('.');
    if (name === 'operatorId' && !scope.operators.has(operatorId)) refuse('budget.unknown-operator', field, { cell: '' });
    if (name === 'operatorId' && scope.operators.get(operatorId)?.role === 'ASSOCIATED') refuse('budget.associated-operator-has-no-budget', field, { cell: '' });
    if (name === 'categoryCode' && !scope.categoryCodes.includes(String(value))) refuse('budget.unknown-category', field, { cell: String(value) });
    if (name === 'workPackageId' && value !== null && !scope.workPackageIds.has(String(value))) refuse('budget.unknown-work-package', field);
    if (name === 'amountCents' || name === 'unitPriceCents') cents(value, field);
    if (name === 'quantity' && value !== null && (Number(value) < 0 || Number(value) > MAX_QUANTITY)) refuse('budget.quantity-out-of-range', field);
    if (name === 'descriptions' && (!isLanguage(part) || typeof value !== 'string')) refuse('budget.unknown-language', `descriptions/${part}`);
    else if (name === 'descriptions' && String(value).length > LONGEST_DESCRIPTION) refuse('budget.text-too-long', `descriptions/${part}`, { limit: LONGEST_DESCRIPTION });
    if (name === 'period' && !(/^[1-9]\d?$/.test(part) && Number(part) <= scope.periods)) refuse('budget.unknown-half-year', `periods/${part}`, { number: part.slice(0, 20) });
    else if (name === 'period') cents(value, `periods/${part}`);
  }
  if (found.length > 0) return found;
  const unpriced = before ?? { ...EMPTY_LINE, operatorId, categoryCode: '', position: 0 };
  const [count, price] = (['quantity', 'unitPriceCents'] as const).map((field) => (fields.has(field) ? fields.get(field) : unpriced[field]) as number | null);
  const tooLarge = { cell: 'amountCents', limitCents: MAX_AMOUNT_CENTS };
  if (count != null && price != null && (BigInt(count) * BigInt(price)) / TEN_THOUSANDTHS > MAX_AMOUNT_CENTS) {
    refuse('budget.amount-too-large', fields.has('quantity') ? 'quantity' : 'unitPriceCents', tooLarge);
    return found;
  }
  const after = withFields(unpriced, fields);
  const isProduct = after.quantity !== null && after.unitPriceCents !== null;
  if (isProduct && typeof fields.get('amountCents') === 'number' && fields.get('amountCents') !== after.amountCents) refuse('budget.amount-is-product', 'amountCents');
  if (!isProduct && !after.amountEntered && (after.amountCents ?? 0) > MAX_AMOUNT_CENTS) refuse('budget.amount-too-large', 'periods', tooLarge);
  return found;
}
