import { LANGUAGES, type Language, type Texts } from '@passerelle/shared/kernel';
import { cents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { closedCategories, computedLines, toAllocateOf, type BudgetLine, type ChosenRate } from '@passerelle/budget/model';
import { isValidOn, type BudgetRules } from '@passerelle/programme/model';

/** What stands in the way of submitting (ERROR), or should be looked at first (WARNING). */
export const PROBLEM_LEVELS = ['ERROR', 'WARNING'] as const;
export type ProblemLevel = (typeof PROBLEM_LEVELS)[number];

/** Where it is: the cell of an operator and a category (TOTAL for the agreed total), of one line where there is a line, at its field. null: of the whole budget. */
export interface ProblemPlace {
  readonly operatorId: string | null;
  readonly category: string | null;
  readonly lineId: string | null;
  readonly field: string | null;
}

/** `code` is a text's key; amounts in its parameters are cents. */
export interface Problem extends ProblemPlace {
  readonly level: ProblemLevel;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ProblemOperator {
  readonly operatorId: string;
  readonly name: string;
  readonly totalCents: Cents;
  readonly toAllocateCents: Cents;
  readonly ownContributionCents: Cents;
  readonly flatRates: readonly ChosenRate[];
}

/** What is looked at. `languages`: those in which descriptions are wanted; `date`: the day on which the catalogue must hold (ISO). */
export interface ProblemInput {
  readonly operators: readonly ProblemOperator[];
  readonly lines: readonly BudgetLine[];
  readonly categoryCodes: readonly string[];
  readonly halfYears: number;
  readonly workPackages: number;
  readonly rules: BudgetRules;
  readonly languages: readonly Language[];
  readonly date: string;
}

const NOWHERE: ProblemPlace = { operatorId: null, category: null, lineId: null, field: null };
const problem = (level: ProblemLevel, code: string, place: Partial<ProblemPlace>, params: Problem['params'] = {}): Problem => ({ level, code: `versions.problem.${code}`, ...NOWHERE, ...place, params });

/**
 * Every problem of a version at once, each at its cell: first the operators', then their lines', then the whole budget's. Errors bar submission, warnings do not. Source:
 * programme manual, submission of a budget: everything is broken down, described and paid for.
 */
export function problemsOf(input: ProblemInput): Problem[] {
  const byOperator = Map.groupBy(input.lines, ({ operatorId }) => operatorId);
  return [
    ...input.operators.flatMap((operator) => {
      const own = byOperator.get(operator.operatorId) ?? [];
      return [...ofOperator(operator, own), ...ofSimplifiedCosts(operator, own, input), ...own.flatMap((line) => ofLine(line, operator, input))];
    }),
    ...ofCatalogue(input),
    ...ofProject(input),
  ];
}

function ofOperator({ operatorId, name, totalCents, toAllocateCents, ownContributionCents }: ProblemOperator, lines: readonly BudgetLine[]): Problem[] {
  const at = (category: string): Partial<ProblemPlace> => ({ operatorId, category });
  const found: Problem[] = [];
  if (toAllocateCents < 0) found.push(problem('ERROR', 'lines-exceed-total', at('TOTAL'), { operator: name, amountCents: -toAllocateCents }));
  if (toAllocateCents > 0) found.push(problem('ERROR', 'to-allocate', at('TOTAL'), { operator: name, amountCents: toAllocateCents }));
  if (ownContributionCents < 0) found.push(problem('ERROR', 'own-contribution-negative', at('own'), { operator: name, amountCents: -ownContributionCents }));
  if (totalCents === ZERO_CENTS && lines.every(({ amountCents }) => !amountCents)) found.push(problem('WARNING', 'operator-without-budget', at('TOTAL'), { operator: name }));
  return found;
}

function ofLine(line: BudgetLine, { name }: ProblemOperator, { halfYears, workPackages, languages }: ProblemInput): Problem[] {
  const { operatorId, categoryCode, lineId, amountCents, quantity, unitPriceCents, kind } = line;
  const params = { operator: name, category: categoryCode };
  const at = (field: string | null): Partial<ProblemPlace> => ({ operatorId, category: categoryCode, lineId, field });
  const found: Problem[] = [];
  if (quantity !== null && unitPriceCents === null) found.push(problem('ERROR', 'quantity-without-price', at('unitPriceCents'), params));
  if (quantity === null && unitPriceCents !== null) found.push(problem('ERROR', 'price-without-quantity', at('quantity'), params));
  if (kind === 'LINE' && amountCents === null) return [...found, problem('WARNING', 'line-empty', at('amountCents'), params)];
  if (!amountCents && line.periodCents.every((amount) => !amount)) return found;
  const rest = toAllocateOf(line);
  if (line.periodCents.slice(halfYears).some((amount) => amount)) found.push(problem('ERROR', 'half-year-after-end', at(`period.${line.periodCents.length}`), params));
  if (halfYears > 0 && rest > 0) found.push(problem('ERROR', 'half-years-to-allocate', at('period'), { ...params, amountCents: rest }));
  if (rest < 0) found.push(problem('ERROR', 'half-years-exceed', at('period'), { ...params, amountCents: -rest }));
  // What a rule computes belongs to no work package and describes itself.
  if (kind === 'COMPUTED') return found;
  if (workPackages > 0 && line.workPackageId === null) found.push(problem('ERROR', 'work-package-missing', at('workPackageId'), params));
  return [...found, ...ofDescription(line, params, at, languages)];
}

function ofDescription({ descriptions, catalogueCode }: { descriptions: Texts; catalogueCode: string | null }, params: Problem['params'], at: (field: string) => Partial<ProblemPlace>, languages: readonly Language[]): Problem[] {
  // The programme's catalogue describes what is taken from it.
  if (catalogueCode !== null) return [];
  const written = LANGUAGES.filter((language) => descriptions[language]?.trim());
  if (written.length === 0) return [problem('ERROR', 'description-missing', at('descriptions'), params)];
  return languages.filter((language) => !written.includes(language)).map((language) => problem('WARNING', 'language-missing', at(`descriptions.${language}`), { ...params, language }));
}

/** Computed lines are what the rule gives from the lines as they are, and nothing real stands in what a rate closes. */
function ofSimplifiedCosts({ operatorId, name, flatRates }: ProblemOperator, lines: readonly BudgetLine[], { rules, categoryCodes }: ProblemInput): Problem[] {
  const stored = new Map(lines.filter(({ kind }) => kind === 'COMPUTED').map((line) => [line.categoryCode, line]));
  const due = new Map(computedLines(lines, flatRates, rules.flatRates).map((cost) => [cost.categoryCode, cost]));
  const stale = [...new Set([...stored.keys(), ...due.keys()])].filter((code) => (stored.get(code)?.amountCents ?? ZERO_CENTS) !== (due.get(code)?.amountCents ?? ZERO_CENTS));
  const closed = closedCategories(flatRates, rules.flatRates, categoryCodes);
  const real = lines.filter(({ kind, categoryCode, amountCents }) => kind !== 'COMPUTED' && closed.has(categoryCode) && amountCents !== null);
  return [
    ...stale.map((category) => problem('ERROR', 'computed-stale', { operatorId, category, lineId: stored.get(category)?.lineId ?? null }, { operator: name, category })),
    ...real.map(({ categoryCode, lineId }) => problem('ERROR', 'category-closed', { operatorId, category: categoryCode, lineId }, { operator: name, category: categoryCode, rate: closed.get(categoryCode)! })),
  ];
}

/** What is taken from the programme's catalogue is in it on that day, and a lump sum's parts do not exceed it. */
function ofCatalogue({ lines, operators, rules, date }: ProblemInput): Problem[] {
  const taken = lines.filter((line): line is BudgetLine & { catalogueCode: string } => line.catalogueCode !== null);
  const nameOf = new Map(operators.map(({ operatorId, name }) => [operatorId, name]));
  const entries = new Map([...rules.lumpSums, ...rules.unitCosts].map((entry) => [entry.code, entry]));
  const unknown = taken.flatMap(({ catalogueCode, operatorId, categoryCode, lineId }) => {
    const entry = entries.get(catalogueCode);
    if (entry && isValidOn(entry, date)) return [];
    return [problem('ERROR', entry ? 'catalogue-not-valid' : 'catalogue-unknown', { operatorId, category: categoryCode, lineId, field: 'catalogueCode' }, { operator: nameOf.get(operatorId) ?? '', code: catalogueCode, onDate: date })];
  });
  const exceeded = rules.lumpSums.flatMap(({ code, amountCents }) => {
    const parts = taken.filter((line) => line.catalogueCode === code);
    const more = subtractCents(sumCents(parts.map((line) => line.amountCents ?? ZERO_CENTS)), cents(amountCents));
    if (more <= 0) return [];
    const last = parts.at(-1)!;
    return [problem('ERROR', 'lump-sum-exceeded', { operatorId: last.operatorId, category: last.categoryCode, lineId: last.lineId, field: 'amountCents' }, { code, amountCents: more, limitCents: amountCents })];
  });
  return [...unknown, ...exceeded];
}

function ofProject({ operators, halfYears, workPackages }: ProblemInput): Problem[] {
  const found: Problem[] = [];
  if (operators.length === 0) found.push(problem('ERROR', 'no-operator', {}));
  if (halfYears === 0) found.push(problem('WARNING', 'no-half-years', {}));
  if (workPackages === 0) found.push(problem('WARNING', 'no-work-packages', {}));
  return found;
}

/** Whether anything bars submission. */
export const barsSubmission = (problems: readonly Problem[]): boolean => problems.some(({ level }) => level === 'ERROR');
