import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { cents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { isValidOn, type BudgetRules, type CategoryKind, type LumpSum, type UnitCost } from '@passerelle/programme/model';
import type { LineKind } from './lines';
import type { ChangeLines, LineFields } from './lines.contract';
import { EMPTY_LINE, fieldsOf, withFields, type LineContent } from './line-changes.rules';

/** What lines are checked against for simplified costs: the programme's catalogue, the categories that flat rates close, and what stands. */
export interface SimplifiedScope {
  readonly operators: ReadonlyMap<string, { readonly name: string }>;
  readonly categories: readonly { readonly code: string; readonly kind: CategoryKind }[];
  readonly catalogue: Pick<BudgetRules, 'lumpSums' | 'unitCosts'>;
  /** Category code → code of the flat rate that closes it, for an operator. */
  readonly closedFor: (operatorId: string) => ReadonlyMap<string, string>;
  /** Lump sum → what the lines of the budget that the act does not name come to. */
  readonly usedCents: ReadonlyMap<string, Cents>;
  /** The lines that there are, of those that the act names. */
  readonly lines: ReadonlyMap<string, LineContent & { readonly kind: LineKind }>;
  /** ISO date for which an item must be valid. */
  readonly date: string;
}

type Catalogue = SimplifiedScope['catalogue'];
const lumpSumOf = ({ lumpSums }: Catalogue, code: string | null | undefined): LumpSum | undefined => lumpSums.find((item) => item.code === code);
const unitCostOf = ({ unitCosts }: Catalogue, code: string | null | undefined): UnitCost | undefined => unitCosts.find((item) => item.code === code);

/** The category in which the lines of a catalogue's item stand: the one that it is for, else the programme's own for lump sums or for unit costs over several categories. */
export function categoryOfItem(item: LumpSum | UnitCost, categories: SimplifiedScope['categories']): string {
  const kind = 'phase' in item ? 'LUMP_SUM' : 'UNIT_COST';
  return ('phase' in item ? null : item.categoryCode) ?? categories.find((category) => category.kind === kind)?.code ?? '';
}

/** What is left of a lump sum for lines beside these, in cents; never below nought. */
const leftOf = (lumpSum: LumpSum, others: readonly Cents[]): Cents => cents(Math.max(0, subtractCents(cents(lumpSum.amountCents), sumCents(others))));

/**
 * The act with what the catalogue says in it: choosing a unit cost brings its price, choosing a lump sum what the other lines leave of it, unless the sender names
 * another amount. Source: programme manual, simplified costs.
 */
export function withCatalogue(request: ChangeLines, scope: SimplifiedScope): ChangeLines {
  const taken = new Map(scope.usedCents);
  const removed = new Set(request.removed);
  const filled = <T extends LineFields & { lineId: string }>(line: T): T => {
    const unitCost = unitCostOf(scope.catalogue, line.catalogueCode);
    if (unitCost && line.unitPriceCents === undefined) return { ...line, unitPriceCents: unitCost.unitPriceCents };
    const lumpSum = lumpSumOf(scope.catalogue, line.catalogueCode ?? scope.lines.get(line.lineId)?.catalogueCode);
    if (!lumpSum || removed.has(line.lineId)) return line;
    const used = taken.get(lumpSum.code) ?? ZERO_CENTS;
    const isWhole = line.catalogueCode && line.amountCents === undefined && line.periods === undefined && line.quantity == null && line.unitPriceCents == null;
    const asIs = isWhole ? leftOf(lumpSum, [used]) : undefined;
    const amountCents = line.amountCents ?? asIs ?? scope.lines.get(line.lineId)?.amountCents ?? 0;
    taken.set(lumpSum.code, sumCents([used, cents(Number.isSafeInteger(amountCents) ? amountCents : 0)]));
    return asIs === undefined ? line : { ...line, amountCents: asIs };
  };
  return { inserted: request.inserted.map(filled), changed: request.changed.map(filled), removed: request.removed };
}

interface Judged {
  readonly at: string;
  readonly fields: LineFields;
  readonly before: LineContent | null;
  readonly after: LineContent;
}

/**
 * Every reason of simplified costs against a change of lines that is fine otherwise, each at its field: no real line where a flat rate covers the category; lump sums and
 * unit costs in their own category and at the catalogue's price, valid for the project; a lump sum's lines come to the lump sum at most.
 */
export function refuseSimplified(request: ChangeLines, scope: SimplifiedScope): Refusal[] {
  const judged = (fields: LineFields & { lineId: string }, at: string): Judged => {
    const before = scope.lines.get(fields.lineId) ?? null;
    const base = before ?? { ...EMPTY_LINE, operatorId: fields.operatorId ?? '', categoryCode: fields.categoryCode ?? '', position: 0 };
    return { at, fields, before, after: withFields(base, fieldsOf(fields)) };
  };
  const edited = [...request.inserted.map((line, index) => judged(line, `/inserted/${index}`)), ...request.changed.map((line, index) => judged(line, `/changed/${index}`))];
  return [...edited.flatMap((one) => [...refuseClosed(one, scope), ...refuseItem(one, scope)]), ...refuseExceeded(edited, scope)];
}

const whereOf = ({ operatorId, categoryCode }: LineContent, { operators }: SimplifiedScope): Refusal['params'] => ({ operator: operators.get(operatorId)?.name ?? '', category: categoryCode });

/** A category that a flat rate covers takes no line. Source: Regulation (EU) 2021/1060 art. 56(1), no double financing of the same costs. */
function refuseClosed({ at, fields, after }: Judged, scope: SimplifiedScope): Refusal[] {
  const rate = scope.closedFor(after.operatorId).get(after.categoryCode);
  const field = fields.categoryCode === undefined ? (fields.operatorId === undefined ? '' : '/operatorId') : '/categoryCode';
  return rate ? [refusal('budget.category-is-closed', { ...whereOf(after, scope), rate }, `${at}${field}`)] : [];
}

function refuseItem({ at, fields, after }: Judged, scope: SimplifiedScope): Refusal[] {
  const kind = scope.categories.find(({ code }) => code === after.categoryCode)?.kind;
  const where = { ...whereOf(after, scope), item: after.catalogueCode ?? '' };
  if (after.catalogueCode === null) return kind === 'LUMP_SUM' || kind === 'UNIT_COST' ? [refusal('line.catalogue-missing', where, `${at}/catalogueCode`)] : [];
  const [lumpSum, unitCost] = [lumpSumOf(scope.catalogue, after.catalogueCode), unitCostOf(scope.catalogue, after.catalogueCode)];
  const item = lumpSum ?? unitCost;
  if (!item) return [refusal('line.catalogue-unknown', where, `${at}/catalogueCode`)];
  const found: Refusal[] = [];
  if (categoryOfItem(item, scope.categories) !== after.categoryCode) found.push(refusal('line.catalogue-elsewhere', where, `${at}/categoryCode`));
  const isNamed = fields.catalogueCode !== undefined;
  if (isNamed && !isValidOn(item, scope.date)) found.push(refusal('line.catalogue-not-valid', { ...where, onDate: scope.date }, `${at}/catalogueCode`));
  if (unitCost && (isNamed || fields.unitPriceCents !== undefined) && after.unitPriceCents !== unitCost.unitPriceCents) found.push(refusal('line.catalogue-price', { ...where, priceCents: unitCost.unitPriceCents }, `${at}/unitPriceCents`));
  if (unitCost && after.quantity === null && after.amountCents !== null) found.push(refusal('line.catalogue-quantity', where, `${at}/quantity`));
  if (lumpSum && (after.quantity !== null || after.unitPriceCents !== null)) found.push(refusal('line.catalogue-amount', where, `${at}/${after.quantity === null ? 'unitPriceCents' : 'quantity'}`));
  return found;
}

/** Taking from a lump sum that is exceeded already, or leaving it as it is, is no fault of an act. */
function refuseExceeded(edited: readonly Judged[], scope: SimplifiedScope): Refusal[] {
  return scope.catalogue.lumpSums.flatMap((lumpSum) => {
    const amountIn = (line: LineContent | null): Cents => (line?.catalogueCode === lumpSum.code ? (line.amountCents ?? ZERO_CENTS) : ZERO_CENTS);
    const used = scope.usedCents.get(lumpSum.code) ?? ZERO_CENTS;
    if (sumCents([used, ...edited.map(({ after }) => amountIn(after))]) <= lumpSum.amountCents) return [];
    const adds = edited.filter(({ before, after }) => amountIn(after) > amountIn(before));
    const kept = edited.filter((one) => !adds.includes(one)).map(({ after }) => amountIn(after));
    return adds.map(({ at, after }) => refusal('line.lump-sum-exceeded', { ...whereOf(after, scope), item: lumpSum.code, leftCents: leftOf(lumpSum, [used, ...kept]) }, `${at}/amountCents`));
  });
}
