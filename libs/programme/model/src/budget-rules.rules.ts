import { CODE_PATTERN, isLanguage, refusal, type Refusal } from '@passerelle/shared/kernel';
import { MAX_AMOUNT_CENTS } from '@passerelle/shared/money';
import { CATEGORY_KINDS, LUMP_SUM_PHASES, SHIFT_LEVELS, SHIFT_SUBJECTS, type FlatRate, type Validity } from './budget-rules';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isCode = (value: unknown): boolean => typeof value === 'string' && CODE_PATTERN.test(value);
const isTexts = (value: unknown): boolean => isObject(value) && Object.keys(value).length > 0 && Object.entries(value).every(([language, text]) => isLanguage(language) && typeof text === 'string' && text.trim() !== '');
const isWhole = (value: unknown, least: number, most: number): boolean => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const isOneOf = (value: unknown, known: readonly string[]): boolean => typeof value === 'string' && known.includes(value);
const isDay = (value: unknown): boolean => value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value));

/** The programme's cost categories, as far as they can be read. */
interface Categories {
  readonly codes: readonly string[];
  readonly kindOf: (code: unknown) => string | null;
}

function categoriesOf(list: unknown): Categories {
  const kinds = new Map(listOf(list).filter(isObject).map((category) => [String(category['code']), String(category['kind'] ?? 'REAL')]));
  return { codes: [...kinds.keys()], kindOf: (code) => kinds.get(String(code)) ?? null };
}

/** What is wrong with the kinds of the cost categories: an unknown kind, or two categories for the lump sums or the unit costs. */
export function refuseCategoryKinds(list: unknown): Refusal[] {
  const seen = new Set<unknown>();
  return listOf(list).flatMap((category, index) => {
    if (!isObject(category)) return [];
    const at = `/costCategories/${index}`;
    const { kind = 'REAL', masked = false } = category;
    const catalogue = kind === 'LUMP_SUM' || kind === 'UNIT_COST';
    const twice = catalogue && seen.has(kind);
    seen.add(kind);
    return [...wrongUnless(isOneOf(kind, CATEGORY_KINDS) && !twice, `${at}/kind`), ...wrongUnless(typeof masked === 'boolean', `${at}/masked`)];
  });
}

/**
 * Every reason against a programme's budget rules as somebody wrote them, each at its field. Rates are whole percents; a flat rate's base holds real categories
 * only, never its own target, and a result of another rate only if that one comes before it; catalogue items have one code each and a category to stand in.
 */
export function refuseBudgetRules(value: unknown, costCategories: unknown): Refusal[] {
  const at = '/budgetRules';
  if (!isObject(value)) return wrongUnless(false, at);
  const categories = categoriesOf(costCategories);
  const flatRates = listOf(value['flatRates']);
  return [
    ...['flatRates', 'lumpSums', 'unitCosts', 'shiftRules'].flatMap((list) => wrongUnless(Array.isArray(value[list]), `${at}/${list}`)),
    ...flatRates.flatMap((rate, index) => refuseFlatRate(rate, `${at}/flatRates/${index}`, flatRates.filter(isObject), categories)),
    ...listOf(value['lumpSums']).flatMap((item, index) => refuseLumpSum(item, `${at}/lumpSums/${index}`, categories)),
    ...listOf(value['unitCosts']).flatMap((item, index) => refuseUnitCost(item, `${at}/unitCosts/${index}`, categories)),
    ...listOf(value['shiftRules']).flatMap((rule, index) => refuseShiftRule(rule, `${at}/shiftRules/${index}`)),
    ...codesTwice([[flatRates, `${at}/flatRates`]]),
    // A line names its item by the code alone, so lump sums and unit costs share their codes.
    ...codesTwice([[listOf(value['lumpSums']), `${at}/lumpSums`], [listOf(value['unitCosts']), `${at}/unitCosts`]]),
  ];
}

function refuseFlatRate(rate: unknown, at: string, all: readonly Json[], { codes, kindOf }: Categories): Refusal[] {
  if (!isObject(rate)) return wrongUnless(false, at);
  const { targetCategory, rate: value, excludes, closes } = rate;
  const others = all.filter((other) => other !== rate).map((other) => String(other['code']));
  const base = listOf(rate['base']);
  return [
    ...refuseCoded(rate, at),
    ...wrongUnless(isOneOf(kindOf(targetCategory), ['REAL', 'FLAT_RATE']), `${at}/targetCategory`),
    ...wrongUnless(base.length > 0, `${at}/base`),
    ...base.flatMap((one, index) => wrongUnless(isObject(one) && kindOf(one['categoryCode']) === 'REAL' && one['categoryCode'] !== targetCategory && typeof one['onlyIfReal'] === 'boolean', `${at}/base/${index}`)),
    ...wrongUnless(isObject(value) && isOneOf(value['kind'], ['MAXIMUM', 'FIXED']), `${at}/rate/kind`),
    ...wrongUnless(isObject(value) && isWhole(value['rateBp'], 100, 10_000) && (value['rateBp'] as number) % 100 === 0, `${at}/rate/rateBp`),
    ...wrongUnless(isWhole(rate['order'], 0, 999) && !comesTooEarly(rate, all), `${at}/order`),
    ...wrongUnless(Array.isArray(excludes) && excludes.every((code) => isOneOf(code, others)), `${at}/excludes`),
    ...wrongUnless(isObject(closes) && isOneOf(closes['mode'], ['ONLY', 'ALL_BUT']) && Array.isArray(closes['categoryCodes']) && closes['categoryCodes'].every((code) => isOneOf(code, codes)), `${at}/closes`),
    ...wrongUnless(typeof rate['source'] === 'string' && rate['source'].trim() !== '', `${at}/source`),
  ];
}

/** Whether its base would hold the result of a rate that is not computed yet. */
function comesTooEarly(rate: Json, all: readonly Json[]): boolean {
  const computedBefore = new Set(listOf(rate['base']).filter(isObject).filter((one) => one['onlyIfReal'] !== true).map((one) => one['categoryCode']));
  return all.some((other) => other !== rate && computedBefore.has(other['targetCategory']) && Number(other['order']) >= Number(rate['order']) && !exclude(rate, other));
}

const exclude = (a: Json, b: Json): boolean => listOf(a['excludes']).includes(b['code']) || listOf(b['excludes']).includes(a['code']);

function refuseLumpSum(item: unknown, at: string, { codes, kindOf }: Categories): Refusal[] {
  if (!isObject(item)) return wrongUnless(false, at);
  return [
    ...refuseCoded(item, at),
    ...wrongUnless(isOneOf(item['phase'], LUMP_SUM_PHASES), `${at}/phase`),
    ...wrongUnless(isWhole(item['amountCents'], 1, MAX_AMOUNT_CENTS), `${at}/amountCents`),
    ...wrongUnless(codes.some((code) => kindOf(code) === 'LUMP_SUM'), at),
  ];
}

function refuseUnitCost(item: unknown, at: string, { codes, kindOf }: Categories): Refusal[] {
  if (!isObject(item)) return wrongUnless(false, at);
  const { categoryCode } = item;
  return [
    ...refuseCoded(item, at),
    ...wrongUnless(isTexts(item['unitNames']), `${at}/unitNames`),
    ...wrongUnless(isWhole(item['unitPriceCents'], 1, MAX_AMOUNT_CENTS), `${at}/unitPriceCents`),
    ...wrongUnless(categoryCode === null ? codes.some((code) => kindOf(code) === 'UNIT_COST') : kindOf(categoryCode) === 'REAL', `${at}/categoryCode`),
  ];
}

const refuseShiftRule = (rule: unknown, at: string): Refusal[] =>
  isObject(rule)
    ? [...wrongUnless(isOneOf(rule['level'], SHIFT_LEVELS), `${at}/level`), ...wrongUnless(isOneOf(rule['of'], SHIFT_SUBJECTS), `${at}/of`), ...wrongUnless(isWhole(rule['overBp'], 0, 10_000), `${at}/overBp`)]
    : wrongUnless(false, at);

function refuseCoded(entry: Json, at: string): Refusal[] {
  const { validFrom, validTo } = entry;
  const inOrder = isDay(validFrom) && isDay(validTo) && (validFrom === null || validTo === null || String(validFrom) <= String(validTo));
  return [...wrongUnless(isCode(entry['code']), `${at}/code`), ...wrongUnless(isTexts(entry['names']), `${at}/names`), ...wrongUnless(isDay(validFrom), `${at}/validFrom`), ...wrongUnless(!isDay(validFrom) || inOrder, `${at}/validTo`)];
}

function codesTwice(lists: readonly (readonly [readonly unknown[], string])[]): Refusal[] {
  const seen = new Set<unknown>();
  return lists.flatMap(([list, at]) =>
    list.flatMap((entry, index) => {
      const code = isObject(entry) ? entry['code'] : undefined;
      const twice = code !== undefined && seen.has(code);
      seen.add(code);
      return twice ? [refusal('programme.code-twice', { code: String(code) }, `${at}/${index}`)] : [];
    }),
  );
}

const wrongUnless = (holds: boolean, pointer: string): Refusal[] => (holds ? [] : [refusal('programme.field-wrong', { field: pointer }, pointer)]);

/** Whether something may be chosen on that day. In: an ISO date. */
export const isValidOn = ({ validFrom, validTo }: Validity, date: string): boolean => (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo);

/** Whether two flat rates do not combine: one of them says so, or both have the same target. */
export const excludeEachOther = (a: FlatRate, b: FlatRate): boolean => a.code !== b.code && (a.targetCategory === b.targetCategory || a.excludes.includes(b.code) || b.excludes.includes(a.code));
