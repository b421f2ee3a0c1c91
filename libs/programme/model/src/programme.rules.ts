import { CODE_PATTERN, isLanguage, refusal, type Refusal } from '@passerelle/shared/kernel';
import { refuseBudgetRules, refuseCategoryKinds } from './budget-rules.rules';

/** Regulation (EU) 2021/1060, article 82(1). */
export const LEAST_RETENTION_YEARS = 5;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCode = (value: unknown): boolean => typeof value === 'string' && CODE_PATTERN.test(value);
const isTexts = (value: unknown): boolean => isObject(value) && Object.keys(value).length > 0 && Object.entries(value).every(([language, text]) => isLanguage(language) && typeof text === 'string' && text.trim() !== '');
const isRate = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 10_000;
// The regulation's five years are the least that a programme may ask for.
const isYears = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= LEAST_RETENTION_YEARS && (value as number) <= 99;

const LISTS = ['versants', 'funds', 'projectTypes', 'costCategories', 'priorities', 'interventionCategories'] as const;
// Without a kind of project there is no rate, without a cost category no budget; a programme may have no versants and no fund.
const NEEDED: readonly string[] = ['projectTypes', 'costCategories'];

/** Every reason against a programme's definition as somebody wrote it, each at its field; none when it is a ProgrammeDefinition. Rates are basis points. */
export function refuseDefinition(value: unknown): Refusal[] {
  if (!isObject(value)) return [refusal('programme.no-definition')];
  const found: Refusal[] = [];
  const check = (holds: boolean, pointer: string): void => void (holds || found.push(refusal('programme.field-wrong', { field: pointer }, pointer)));
  check(isCode(value['code']), '/code');
  check(isTexts(value['names']), '/names');
  check(value['currency'] === 'EUR', '/currency');
  check(value['roundingRule'] === 'CUT' || value['roundingRule'] === 'HALF_UP', '/roundingRule');
  check(Number.isInteger(value['acronymMaxLength']) && (value['acronymMaxLength'] as number) > 0, '/acronymMaxLength');
  check(value['retentionYears'] === undefined || isYears(value['retentionYears']), '/retentionYears');
  check(isObject(value['terms']), '/terms');
  for (const list of LISTS) found.push(...refuseList(value[list], `/${list}`, NEEDED.includes(list)));
  const types = Array.isArray(value['projectTypes']) ? value['projectTypes'] : [];
  types.forEach((type: unknown, index) => check(isObject(type) && isRate(type['erdfRateBp']) && typeof type['operatorRateAllowed'] === 'boolean', `/projectTypes/${index}/erdfRateBp`));
  const versants = Array.isArray(value['versants']) ? value['versants'] : [];
  versants.forEach((versant: unknown, index) => check(isObject(versant) && isCode(versant['country']), `/versants/${index}/country`));
  found.push(...refuseCategoryKinds(value['costCategories']));
  if (value['budgetRules'] !== undefined) found.push(...refuseBudgetRules(value['budgetRules'], value['costCategories']));
  const priorities = Array.isArray(value['priorities']) ? value['priorities'] : [];
  priorities.forEach((priority: unknown, index) => found.push(...refuseList(isObject(priority) ? priority['specificObjectives'] : null, `/priorities/${index}/specificObjectives`, false)));
  return found;
}

function refuseList(list: unknown, pointer: string, needed: boolean): Refusal[] {
  if (!Array.isArray(list) || (needed && list.length === 0)) return [refusal('programme.field-wrong', { field: pointer }, pointer)];
  const codes = new Set<unknown>();
  return list.flatMap((entry: unknown, index): Refusal[] => {
    const at = `${pointer}/${index}`;
    if (!isObject(entry) || !isCode(entry['code']) || !isTexts(entry['names'])) return [refusal('programme.field-wrong', { field: at }, at)];
    const twice = codes.has(entry['code']);
    codes.add(entry['code']);
    return twice ? [refusal('programme.code-twice', { code: String(entry['code']) }, at)] : [];
  });
}
