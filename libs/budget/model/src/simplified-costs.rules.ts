import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { basisPoints, shareOf, splitByWeights, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { excludeEachOther, isValidOn, type FlatRate } from '@passerelle/programme/model';
import type { BudgetLine, ChosenRate } from './lines';

/** A category in a step's base. NOT_COUNTED: it would count only if it were real, and a flat rate computes it. */
export interface BaseRow {
  readonly categoryCode: string;
  readonly amountCents: Cents;
  readonly source: 'REAL' | 'COMPUTED' | 'NOT_COUNTED';
}

/** One flat rate worked out: base × rate, cut at the cent. `cutTenThousandths`: what was dropped, in ten-thousandths of a cent. */
export interface ComputedCost {
  readonly rateCode: string;
  readonly categoryCode: string;
  readonly base: readonly BaseRow[];
  readonly baseCents: Cents;
  readonly rateBp: number;
  readonly amountCents: Cents;
  readonly cutTenThousandths: number;
}

type Amounts = Readonly<Record<string, Cents>>;
interface ChosenFlatRate {
  readonly rule: FlatRate;
  readonly rateBp: number;
}

/** The chosen rates that the programme knows, in the order in which they are worked out. */
function chosenRules(chosen: readonly ChosenRate[], flatRates: readonly FlatRate[]): ChosenFlatRate[] {
  const found = chosen.flatMap(({ code, rateBp }) => flatRates.filter((rule) => rule.code === code).map((rule) => ({ rule, rateBp })));
  return found.sort((a, b) => a.rule.order - b.rule.order || flatRates.indexOf(a.rule) - flatRates.indexOf(b.rule));
}

/**
 * Every reason against an operator's choice of flat rates, each at its place; none when it may be made. A rate is known and valid on the day, a whole percent, at
 * most the maximum or exactly the fixed one, and combines with all others. In: ISO date, basis points. Pointers: /flatRates/<index>/….
 */
export function refuseRates(chosen: readonly ChosenRate[], flatRates: readonly FlatRate[], date: string): Refusal[] {
  const ruleOf = (code: string): FlatRate | undefined => flatRates.find((rule) => rule.code === code);
  return chosen.flatMap(({ code, rateBp }, index): Refusal[] => {
    const at = `/flatRates/${index}`;
    const rule = ruleOf(code);
    if (!rule) return [refusal('flat-rate.unknown', { rate: code }, `${at}/code`)];
    const found: Refusal[] = [];
    const before = chosen.slice(0, index);
    if (before.some((other) => other.code === code)) found.push(refusal('flat-rate.twice', { rate: code }, `${at}/code`));
    if (!isValidOn(rule, date)) found.push(refusal('flat-rate.not-valid', { rate: code, onDate: date }, `${at}/code`));
    for (const other of before) {
      const otherRule = ruleOf(other.code);
      if (otherRule && excludeEachOther(rule, otherRule)) found.push(refusal('flat-rate.excluded', { rate: code, other: other.code }, `${at}/code`));
    }
    const limit = { rate: code, rateBp, limitBp: rule.rate.rateBp };
    if (!Number.isSafeInteger(rateBp) || rateBp <= 0 || rateBp % 100 !== 0) found.push(refusal('flat-rate.not-whole-percent', { rate: code, rateBp }, `${at}/rateBp`));
    else if (rule.rate.kind === 'FIXED' && rateBp !== rule.rate.rateBp) found.push(refusal('flat-rate.is-fixed', limit, `${at}/rateBp`));
    else if (rateBp > rule.rate.rateBp) found.push(refusal('flat-rate.above-maximum', limit, `${at}/rateBp`));
    return found;
  });
}

/**
 * The simplified costs of one operator, in the order in which they are worked out (staff, travel, office, other), each on earlier results already cut.
 * In: category code → sum of the operator's lines that are not computed (lump sums and unit costs over several categories stand in categories of their own and
 * are in no base); a choice that `refuseRates` lets pass. Source: Regulation (EU) 2021/1060 arts 53 to 56, (EU) 2021/1059 arts 39 to 44.
 */
export function simplifiedCosts(realCents: Amounts, chosen: readonly ChosenRate[], flatRates: readonly FlatRate[]): ComputedCost[] {
  const rules = chosenRules(chosen, flatRates);
  const targets = new Set(rules.map(({ rule }) => rule.targetCategory));
  const computed = new Map<string, Cents>();
  return rules.map(({ rule, rateBp }) => {
    const base = rule.base.map(({ categoryCode, onlyIfReal }): BaseRow => {
      if (!targets.has(categoryCode)) return { categoryCode, amountCents: realCents[categoryCode] ?? ZERO_CENTS, source: 'REAL' };
      if (onlyIfReal) return { categoryCode, amountCents: ZERO_CENTS, source: 'NOT_COUNTED' };
      return { categoryCode, amountCents: computed.get(categoryCode) ?? ZERO_CENTS, source: 'COMPUTED' };
    });
    const baseCents = sumCents(base.map(({ amountCents }) => amountCents));
    const amountCents = shareOf(baseCents, basisPoints(rateBp), 'CUT');
    computed.set(rule.targetCategory, amountCents);
    return { rateCode: rule.code, categoryCode: rule.targetCategory, base, baseCents, rateBp, amountCents, cutTenThousandths: Number((BigInt(baseCents) * BigInt(rateBp)) % 10_000n) };
  });
}

/** What of a line the rules of simplified costs look at. */
export type CountedLine = Pick<BudgetLine, 'categoryCode' | 'kind' | 'amountCents' | 'periodCents'>;

/** Category code → sum of the lines that are not computed; a category of which every line is empty is absent. */
export function realSums(lines: readonly CountedLine[]): Record<string, Cents> {
  const sums: Record<string, Cents> = {};
  for (const { categoryCode, kind, amountCents } of lines) if (kind !== 'COMPUTED' && amountCents !== null) sums[categoryCode] = sumCents([sums[categoryCode] ?? ZERO_CENTS, amountCents]);
  return sums;
}

export interface ComputedLine extends ComputedCost {
  /** As in a line: index 0 is half-year 1. What of the base is spread over no half-year leaves its part of the amount to allocate. */
  readonly periodCents: readonly (Cents | null)[];
}

/** The simplified costs of one operator with their half-years: each amount is split as its base is (largest remainder; the unspread base weighs too). */
export function computedLines(lines: readonly CountedLine[], chosen: readonly ChosenRate[], flatRates: readonly FlatRate[]): ComputedLine[] {
  const real = lines.filter(({ kind }) => kind !== 'COMPUTED');
  const done: (CountedLine & ComputedLine)[] = [];
  for (const cost of simplifiedCosts(realSums(real), chosen, flatRates)) {
    const counted = (source: BaseRow['source']) => (line: CountedLine) => cost.base.some((row) => row.source === source && row.categoryCode === line.categoryCode);
    const base = [...real.filter(counted('REAL')), ...done.filter(counted('COMPUTED'))];
    done.push({ ...cost, kind: 'COMPUTED', periodCents: splitAsBase(cost.amountCents, base) });
  }
  return done.map(({ kind: _, ...line }) => line);
}

/** An amount over the half-years in proportion to what its base has there; the part of the base that is spread over none weighs as well. Cents, sums close. */
export function splitAsBase(amountCents: Cents, base: readonly Pick<BudgetLine, 'amountCents' | 'periodCents'>[]): (Cents | null)[] {
  const length = Math.max(0, ...base.map(({ periodCents }) => periodCents.length));
  const spread = Array.from({ length }, (_, index) => sumCents(base.map(({ periodCents }) => periodCents[index] ?? ZERO_CENTS)));
  const unspread = subtractCents(sumCents(base.map((line) => line.amountCents ?? ZERO_CENTS)), sumCents(spread));
  // In a draft the half-years may exceed a line; then nothing is unspread.
  const weights = [...spread, unspread].map((weight) => Math.max(0, weight));
  if (weights.every((weight) => weight === 0)) return [];
  return splitByWeights(amountCents, weights).slice(0, length).map((part) => (part === ZERO_CENTS ? null : part));
}

/** Category code → code of the chosen flat rate that closes it to real lines: the rates' targets, and what they close besides. */
export function closedCategories(chosen: readonly ChosenRate[], flatRates: readonly FlatRate[], categoryCodes: readonly string[]): ReadonlyMap<string, string> {
  const closed = new Map<string, string>();
  for (const { rule } of chosenRules(chosen, flatRates)) {
    const { mode, categoryCodes: named } = rule.closes;
    for (const code of categoryCodes) if (code === rule.targetCategory || named.includes(code) === (mode === 'ONLY')) if (!closed.has(code)) closed.set(code, rule.code);
  }
  return closed;
}

/** What choosing a rate takes away, so that it can be said before it happens. */
export interface RateConsequences<Line> {
  /** The choice as it would be. */
  readonly choice: readonly ChosenRate[];
  /** Rates that would be given up since they do not combine with it, and what each amounts to now. */
  readonly givenUp: readonly { readonly code: string; readonly amountCents: Cents }[];
  /** Categories that would take no real lines any more, though they do now. */
  readonly closes: readonly string[];
  /** The lines that would be deleted, empty ones too. */
  readonly lines: readonly Line[];
  readonly linesCents: Cents;
}

/** In: an operator's lines, its present choice, and the rate that would be chosen (or chosen at another percentage). */
export function whatWouldBeLost<Line extends CountedLine>(rate: ChosenRate, present: readonly ChosenRate[], lines: readonly Line[], flatRates: readonly FlatRate[], categoryCodes: readonly string[]): RateConsequences<Line> {
  const rule = flatRates.find(({ code }) => code === rate.code);
  const excluded = (other: ChosenRate): boolean => flatRates.some((otherRule) => otherRule.code === other.code && rule !== undefined && excludeEachOther(rule, otherRule));
  const choice = [...present.filter((other) => other.code !== rate.code && !excluded(other)), rate];
  const now = closedCategories(present, flatRates, categoryCodes);
  const then = closedCategories(choice, flatRates, categoryCodes);
  const gone = lines.filter(({ kind, categoryCode }) => kind !== 'COMPUTED' && then.has(categoryCode));
  const amounts = new Map(simplifiedCosts(realSums(lines), present, flatRates).map((cost) => [cost.rateCode, cost.amountCents]));
  return {
    choice,
    givenUp: present.filter(excluded).map(({ code }) => ({ code, amountCents: amounts.get(code) ?? ZERO_CENTS })),
    closes: categoryCodes.filter((code) => then.has(code) && !now.has(code)),
    lines: gone,
    linesCents: sumCents(gone.map(({ amountCents }) => amountCents ?? ZERO_CENTS)),
  };
}

/** What choosing a rate would give and take away: at the percentage that is chosen, else at the highest. */
export interface RateOption<Line> {
  readonly code: string;
  readonly isValid: boolean;
  readonly isChosen: boolean;
  /** null: the choice cannot be worked out. */
  readonly result: ComputedCost | null;
  readonly givesUp: RateConsequences<Line>['givenUp'];
  readonly closes: readonly string[];
  readonly lost: readonly Line[];
}

/** Each of the programme's flat rates as one operator could choose it. In: the operator's real lines, or their sums by category; the ISO date for which rates must be valid. */
export function rateOptions<Line extends Omit<CountedLine, 'kind'>>(present: readonly ChosenRate[], real: readonly Line[], flatRates: readonly FlatRate[], categoryCodes: readonly string[], date: string): RateOption<Line>[] {
  const lines = real.map((line) => ({ line, ...line, kind: 'LINE' as const }));
  return flatRates.map((rule) => {
    const rate = present.find(({ code }) => code === rule.code) ?? { code: rule.code, rateBp: rule.rate.rateBp };
    const { choice, givenUp, closes, lines: lost } = whatWouldBeLost(rate, present, lines, flatRates, categoryCodes);
    const then = realSums(lines.filter((line) => !lost.includes(line)));
    return {
      code: rule.code,
      isValid: isValidOn(rule, date),
      isChosen: present.some(({ code }) => code === rule.code),
      result: simplifiedCosts(then, choice, flatRates).find(({ rateCode }) => rateCode === rule.code) ?? null,
      givesUp: givenUp,
      closes,
      lost: lost.map(({ line }) => line),
    };
  });
}
