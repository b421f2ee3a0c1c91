import { isLanguage, refusal, type OperatorRole, type Refusal } from '@passerelle/shared/kernel';
import { MAX_AMOUNT_CENTS, MAX_QUANTITY, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { isValidOn, type BudgetRules, type CategoryKind } from '@passerelle/programme/model';
import { LONGEST_COMMENT, LONGEST_DESCRIPTION, LONGEST_FORMULA, LONGEST_IN_KIND_BY, type BudgetLine } from './lines';
import type { LineChange, NewLine } from './lines.contract';
import { lineOf, mergedLine } from './line.rules';

/** What an act does to the lines, all or nothing. */
export interface LineEdits {
  readonly inserted: readonly NewLine[];
  readonly changed: readonly LineChange[];
  readonly removed: readonly string[];
}

/** What the edits are checked against: the project, the programme, and the lines as they stand. */
export interface LineScope {
  readonly operators: ReadonlyMap<string, { readonly name: string; readonly role: OperatorRole }>;
  readonly categories: readonly { readonly code: string; readonly kind: CategoryKind }[];
  readonly workPackageIds: ReadonlySet<string>;
  /** How many half-years the project has. */
  readonly halfYears: number;
  /** Category code → code of the flat rate that closes it, for an operator. */
  readonly closedFor: (operatorId: string) => ReadonlyMap<string, string>;
  readonly rules: Pick<BudgetRules, 'lumpSums' | 'unitCosts'>;
  /** The lines of the budget as they stand, by id: those that are edited, and every one of a lump sum. */
  readonly lines: ReadonlyMap<string, BudgetLine>;
  /** ISO date on which a catalogue item is chosen. */
  readonly date: string;
}

interface Edited {
  readonly at: string;
  readonly change: LineChange;
  readonly before: BudgetLine | null;
}

/**
 * Every reason against the edits, each at its field (/inserted/0/amountCents, /changed/2/periods/3); none when they may be saved. An id that is there already is
 * inserted as a change of it, and one that is gone is removed without effect: an act whose answer was lost may be sent again.
 */
export function refuseLines(edits: LineEdits, scope: LineScope): Refusal[] {
  const edited: Edited[] = [
    ...edits.inserted.map((change, index) => ({ at: `/inserted/${index}`, change, before: scope.lines.get(change.lineId) ?? null })),
    ...edits.changed.map((change, index) => ({ at: `/changed/${index}`, change, before: scope.lines.get(change.lineId) ?? null })),
  ];
  const removed = edits.removed.flatMap((lineId, index) => (scope.lines.get(lineId)?.kind === 'COMPUTED' ? [refusal('line.computed', whereOf(scope.lines.get(lineId)!, scope), `/removed/${index}`)] : []));
  const places = [...edited.map(({ at, change }) => ({ at: `${at}/lineId`, lineId: change.lineId })), ...edits.removed.map((lineId, index) => ({ at: `/removed/${index}`, lineId }))];
  const after = new Map<Edited, BudgetLine>();
  const found = edited.flatMap((one): Refusal[] => {
    const { at, change, before } = one;
    const isNew = at.startsWith('/inserted');
    if (!before && !isNew) return [refusal('line.unknown', {}, `${at}/lineId`)];
    if (before?.kind === 'COMPUTED') return [refusal('line.computed', whereOf(before, scope), at)];
    const figures = refuseFigures(one, scope);
    // Beyond their limits quantity and price have no product to be judged.
    if (figures.length > 0) return [...refusePlace(before ? { ...before, ...change } : (change as NewLine), change, at, scope), ...figures, ...refuseTexts(change, at)];
    const line = before ? mergedLine(before, change, scope.rules) : lineOf(change as NewLine, scope.rules);
    after.set(one, line);
    return [...refusePlace(line, change, at, scope), ...refuseAmount(line, one, scope), ...refuseCatalogue(line, one, scope), ...refuseTexts(change, at)];
  });
  return [...twice(places), ...found, ...refuseLumpSums(after, edits.removed, scope), ...removed];
}

const whereOf = ({ operatorId, categoryCode }: Pick<BudgetLine, 'operatorId' | 'categoryCode'>, { operators }: LineScope): Refusal['params'] => ({ operator: operators.get(operatorId)?.name ?? '', category: categoryCode });

function twice(places: readonly { at: string; lineId: string }[]): Refusal[] {
  const seen = new Set<string>();
  return places.flatMap(({ at, lineId }) => {
    const again = seen.has(lineId);
    seen.add(lineId);
    return again ? [refusal('line.twice', {}, at)] : [];
  });
}

/** The operator, the category and the work package in which a line would stand. */
function refusePlace(line: Pick<BudgetLine, 'operatorId' | 'categoryCode'> & { readonly workPackageId?: string | null }, change: LineChange, at: string, scope: LineScope): Refusal[] {
  const found: Refusal[] = [];
  const where = whereOf(line, scope);
  const operator = scope.operators.get(line.operatorId);
  if (!operator) found.push(refusal('line.unknown-operator', {}, `${at}/operatorId`));
  else if (operator.role === 'ASSOCIATED') found.push(refusal('line.associated-operator', where, `${at}/operatorId`));
  const category = scope.categories.find(({ code }) => code === line.categoryCode);
  const rate = scope.closedFor(line.operatorId).get(line.categoryCode);
  if (!category) found.push(refusal('line.unknown-category', where, `${at}/categoryCode`));
  else if (category.kind === 'FLAT_RATE') found.push(refusal('line.category-computed', where, `${at}/categoryCode`));
  else if (rate) found.push(refusal('line.category-closed', { ...where, rate }, `${at}/categoryCode`));
  if (change.workPackageId && !scope.workPackageIds.has(change.workPackageId)) found.push(refusal('line.unknown-work-package', where, `${at}/workPackageId`));
  return found;
}

/** Figures as they were sent: whole, from nought to the largest, half-years within the project. */
function refuseFigures({ at, change, before }: Edited, scope: LineScope): Refusal[] {
  const where = whereOf({ operatorId: change.operatorId ?? before?.operatorId ?? '', categoryCode: change.categoryCode ?? before?.categoryCode ?? '' }, scope);
  const amount = (value: number | null | undefined, pointer: string): Refusal[] => {
    if (value == null) return [];
    if (!Number.isSafeInteger(value)) return [refusal('line.amount-unreadable', where, pointer)];
    if (value < 0) return [refusal('line.amount-negative', where, pointer)];
    return value > MAX_AMOUNT_CENTS ? [refusal('line.amount-too-large', { ...where, limitCents: MAX_AMOUNT_CENTS }, pointer)] : [];
  };
  const { quantity, periods = {} } = change;
  const count = quantity == null ? [] : quantity < 0 ? [refusal('line.quantity-negative', where, `${at}/quantity`)] : quantity > MAX_QUANTITY ? [refusal('line.quantity-too-large', where, `${at}/quantity`)] : [];
  const spread = Object.entries(periods).flatMap(([number, value]) => {
    const pointer = `${at}/periods/${number}`;
    const isThere = /^[1-9]\d*$/.test(number) && Number(number) <= scope.halfYears;
    return isThere ? amount(value, pointer) : [refusal('line.no-such-half-year', { ...where, number, halfYears: scope.halfYears }, pointer)];
  });
  const [quantityThen, priceThen] = [quantity === undefined ? (before?.quantity ?? null) : quantity, change.unitPriceCents === undefined ? priceBefore(change, before, scope) : change.unitPriceCents];
  const own = [...amount(change.amountCents, `${at}/amountCents`), ...count, ...amount(change.unitPriceCents, `${at}/unitPriceCents`), ...spread];
  const tooLarge = own.length === 0 && quantityThen !== null && priceThen !== null && (BigInt(quantityThen) * BigInt(priceThen)) / 10_000n > BigInt(MAX_AMOUNT_CENTS);
  return tooLarge ? [refusal('line.amount-too-large', { ...where, limitCents: MAX_AMOUNT_CENTS }, `${at}/quantity`)] : own;
}

const priceBefore = (change: LineChange, before: BudgetLine | null, { rules }: LineScope): number | null =>
  rules.unitCosts.find(({ code }) => code === change.catalogueCode)?.unitPriceCents ?? before?.unitPriceCents ?? null;

/** An amount typed where quantity and unit price stand must be their product: else one of the two would be lost unseen. */
function refuseAmount(line: BudgetLine, { at, change }: Edited, scope: LineScope): Refusal[] {
  const isProduct = line.quantity !== null && line.unitPriceCents !== null;
  // Half-years to which the amount follows may come to more than there can be.
  if (!isProduct && !line.amountEntered && (line.amountCents ?? 0) > MAX_AMOUNT_CENTS) return [refusal('line.amount-too-large', { ...whereOf(line, scope), limitCents: MAX_AMOUNT_CENTS }, `${at}/periods`)];
  const differs = isProduct && change.amountCents != null && change.amountCents !== line.amountCents;
  return differs ? [refusal('line.amount-is-product', { ...whereOf(line, scope), productCents: line.amountCents ?? ZERO_CENTS }, `${at}/amountCents`)] : [];
}

/** Lump sums stand in their own category, unit costs in the one they are for, at the catalogue's price; both are valid on the day on which they are chosen. */
function refuseCatalogue(line: BudgetLine, { at, change }: Edited, { categories, rules, date, ...scope }: LineScope): Refusal[] {
  const kind = categories.find(({ code }) => code === line.categoryCode)?.kind;
  const where = { ...whereOf(line, { ...scope, categories, rules, date }), item: line.catalogueCode ?? '' };
  const pointer = `${at}/catalogueCode`;
  if (line.catalogueCode === null) return kind === 'LUMP_SUM' || kind === 'UNIT_COST' ? [refusal('line.catalogue-missing', where, pointer)] : [];
  const lumpSum = rules.lumpSums.find(({ code }) => code === line.catalogueCode);
  const unitCost = rules.unitCosts.find(({ code }) => code === line.catalogueCode);
  const item = lumpSum ?? unitCost;
  if (!item) return [refusal('line.catalogue-unknown', where, pointer)];
  const found: Refusal[] = [];
  const inPlace = lumpSum ? kind === 'LUMP_SUM' : unitCost?.categoryCode === null ? kind === 'UNIT_COST' : unitCost?.categoryCode === line.categoryCode;
  if (!inPlace) found.push(refusal('line.catalogue-elsewhere', where, `${at}/categoryCode`));
  if (change.catalogueCode !== undefined && !isValidOn(item, date)) found.push(refusal('line.catalogue-not-valid', { ...where, onDate: date }, pointer));
  const namesPrice = change.unitPriceCents !== undefined || change.catalogueCode !== undefined;
  if (unitCost && namesPrice && line.unitPriceCents !== unitCost.unitPriceCents) found.push(refusal('line.catalogue-price', { ...where, priceCents: unitCost.unitPriceCents }, `${at}/unitPriceCents`));
  if (lumpSum && (line.quantity !== null || line.unitPriceCents !== null)) found.push(refusal('line.catalogue-amount', where, `${at}/${line.quantity === null ? 'unitPriceCents' : 'quantity'}`));
  if (unitCost && change.amountCents != null && line.quantity === null) found.push(refusal('line.catalogue-quantity', where, `${at}/quantity`));
  return found;
}

/** The lines of a lump sum over all operators come to the lump sum at most. */
function refuseLumpSums(after: ReadonlyMap<Edited, BudgetLine>, removed: readonly string[], { lines, rules, ...scope }: LineScope): Refusal[] {
  const standing = new Map(lines);
  for (const lineId of removed) standing.delete(lineId);
  for (const line of after.values()) standing.set(line.lineId, line);
  return rules.lumpSums.flatMap(({ code, amountCents }) => {
    const used = sumCents([...standing.values()].filter((line) => line.catalogueCode === code).map((line) => line.amountCents ?? ZERO_CENTS));
    if (used <= amountCents) return [];
    // Taking from a lump sum that is exceeded already, or leaving it as it is, is no fault of this act.
    const adds = [...after].filter(([{ before }, line]) => line.catalogueCode === code && (line.amountCents ?? 0) > (before?.catalogueCode === code ? (before.amountCents ?? 0) : 0));
    const byOthers = subtractCents(used, sumCents(adds.map(([, line]) => line.amountCents ?? ZERO_CENTS)));
    const leftCents = Math.max(0, subtractCents(amountCents as Cents, byOthers));
    return adds.map(([{ at }, line]) => refusal('line.lump-sum-exceeded', { ...whereOf(line, { lines, rules, ...scope }), item: code, leftCents }, `${at}/amountCents`));
  });
}

function refuseTexts({ descriptions = {}, comment, inKindBy, formula }: LineChange, at: string): Refusal[] {
  const length = (text: unknown, limit: number, pointer: string): Refusal[] => {
    if (text === undefined) return [];
    if (typeof text !== 'string') return [refusal('line.text-unreadable', {}, pointer)];
    return [...text].length > limit ? [refusal('line.text-too-long', { limit }, pointer)] : [];
  };
  return [
    ...Object.entries(descriptions).flatMap(([language, text]) => (isLanguage(language) ? length(text, LONGEST_DESCRIPTION, `${at}/descriptions/${language}`) : [refusal('line.unknown-language', { language }, `${at}/descriptions/${language}`)])),
    ...length(comment, LONGEST_COMMENT, `${at}/comment`),
    ...length(inKindBy, LONGEST_IN_KIND_BY, `${at}/inKindBy`),
    ...length(formula, LONGEST_FORMULA, `${at}/formula`),
  ];
}
