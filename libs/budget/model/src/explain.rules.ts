import { cents, shareOf, subtractCents, sumCents, ZERO_CENTS, type BasisPoints, type Cents, type RoundingRule } from '@passerelle/shared/money';
import type { FlatRate } from '@passerelle/programme/model';
import type { FundingKind } from './co-financing.rules';
import type { LineView } from './lines.contract';
import type { BudgetTotalsView, Explanation, ExplanationRow, ExplanationSentence, OperatorBudgetView } from './budget.contract';
import { simplifiedCosts } from './simplified-costs.rules';

/** All that a project's figures come from. */
export interface ExplainedBudget {
  readonly roundingRule: RoundingRule;
  readonly categoryCodes: readonly string[];
  readonly operators: readonly OperatorBudgetView[];
  readonly totals: BudgetTotalsView;
  /** Who pays besides the fund and the operators; only where it was asked for. */
  readonly sources?: readonly { readonly operatorId: string; readonly name: string; readonly kind: FundingKind; readonly amountCents: Cents }[];
  /** The lines of the amount that is asked, where it is one. */
  readonly lines?: readonly Pick<LineView, 'kind' | 'descriptions' | 'amountCents' | 'masked'>[];
  /** Whether the lines may be told; who sees only the sheet is told an operator's total as it stands there. */
  readonly withLines?: boolean;
  /** The programme's, by which computed amounts are explained. */
  readonly flatRates?: readonly FlatRate[];
}

/** The same figures for somebody who sees the sheet but not the budget. */
export const withoutLines = (budget: ExplainedBudget): ExplainedBudget => ({ ...budget, withLines: false });

type Params = ExplanationSentence['params'];
const sentence = (key: string, params: Params = {}): ExplanationSentence => ({ key: `explain.${key}`, params });
const row = (figure: string | null, label: string, amount: Cents, labelKey: string | null = null): ExplanationRow => ({ figure, label, labelKey, cents: amount });
const explanation = (figure: string, title: string, titleParams: Params, amount: Cents, kind: Explanation['kind'], sentences: ExplanationSentence[], rows: ExplanationRow[]): Explanation => ({
  figure,
  titleKey: `explain.title.${title}`,
  titleParams,
  cents: amount,
  kind,
  sentences,
  rows,
});

type OperatorFigure = 'total' | 'erdf' | 'sources' | 'own' | 'to-allocate';
const valueOf: Record<OperatorFigure, (o: OperatorBudgetView) => Cents> = {
  total: (o) => o.totalCents,
  erdf: (o) => o.erdfCents,
  sources: (o) => o.otherSourcesCents,
  own: (o) => o.ownContributionCents,
  'to-allocate': (o) => o.toAllocateCents,
};
const isOperatorFigure = (text: string): text is OperatorFigure => Object.hasOwn(valueOf, text);

const linesOf = (operator: OperatorBudgetView, categoryCodes: readonly string[]): ExplanationRow[] =>
  categoryCodes
    .filter((code) => operator.amountsCents[code] !== undefined)
    .map((code) => row(`amount:${operator.operatorId}:${code}`, code, operator.amountsCents[code]!, `category.${code}`));

function ofOperator(kind: OperatorFigure, operator: OperatorBudgetView, budget: ExplainedBudget): Explanation {
  const figure = `${kind}:${operator.operatorId}`;
  const { operatorId, name, totalCents, erdfCents, erdfRateBp, agreedTotalCents, toAllocateCents, otherSourcesCents, ownContributionCents } = operator;
  const total = row(`total:${operatorId}`, '', totalCents, 'term.totalBudget');
  const linesCents = subtractCents(totalCents, toAllocateCents);
  switch (kind) {
    case 'erdf': {
      const cutOff = (totalCents * erdfRateBp) % 10_000;
      const cut = sentence(budget.roundingRule === 'CUT' ? 'cut-dropped' : 'rounded', { rateBp: erdfRateBp, totalCents });
      const exact = sentence('share-is-exact', { rateBp: erdfRateBp, totalCents });
      return explanation(figure, 'erdf-of', { operator: name }, erdfCents, 'SHARE', [sentence('share', { rateBp: erdfRateBp, totalCents, erdfCents }), cutOff === 0 ? exact : cut], [total]);
    }
    case 'own': {
      const erdf = row(`erdf:${operatorId}`, '', erdfCents, 'term.erdf');
      if (otherSourcesCents === ZERO_CENTS) return explanation(figure, 'own-of', { operator: name }, ownContributionCents, 'REMAINDER', [sentence('own', { totalCents, erdfCents, ownContributionCents })], [total, erdf]);
      const beyond = ownContributionCents < ZERO_CENTS ? [sentence('own-beyond', { differenceCents: cents(-ownContributionCents) })] : [];
      const formula = sentence('own-after-sources', { totalCents, erdfCents, otherSourcesCents, ownContributionCents });
      return explanation(figure, 'own-of', { operator: name }, ownContributionCents, 'REMAINDER', [formula, ...beyond], [total, erdf, row(`sources:${operatorId}`, '', otherSourcesCents, 'coFinancing.sources')]);
    }
    case 'sources': {
      const sources = (budget.sources ?? []).filter((source) => source.operatorId === operatorId).map((source) => row(null, source.name, source.amountCents));
      const formula = sources.length === 0 ? sentence('no-sources') : sentence('sum', { rows: sources.length, sumCents: otherSourcesCents });
      return explanation(figure, 'sources-of', { operator: name }, otherSourcesCents, 'SUM', [formula], sources);
    }
    case 'to-allocate':
      return explanation(figure, 'to-allocate-of', { operator: name }, toAllocateCents, 'REMAINDER', [sentence('to-allocate', { totalCents, linesCents, toAllocateCents })], [total, ...linesOf(operator, budget.categoryCodes)]);
    case 'total': {
      if (budget.withLines === false) return explanation(figure, 'total-of', { operator: name }, totalCents, 'ENTERED', [sentence(agreedTotalCents === null ? 'total-follows-lines' : 'total-agreed', { totalCents })], []);
      const rows = linesOf(operator, budget.categoryCodes);
      if (agreedTotalCents === null) return explanation(figure, 'total-of', { operator: name }, totalCents, 'SUM', [sentence('total-follows-lines', { totalCents })], rows);
      return explanation(figure, 'total-of', { operator: name }, totalCents, 'ENTERED', [sentence('total-agreed', { totalCents }), sentence('total-agreed-rows', { linesCents, toAllocateCents })], [...rows, row(`to-allocate:${operatorId}`, '', toAllocateCents, 'term.toAllocate')]);
    }
  }
}

/** The ERDF of several operators is the sum of their rows: where the rate of the whole would give another cent, says so and why. */
function sharesSentences(operators: readonly OperatorBudgetView[], erdfCents: Cents, roundingRule: RoundingRule): ExplanationSentence[] {
  const rates = new Set(operators.map((o) => o.erdfRateBp));
  const first = operators[0];
  if (!first || rates.size !== 1) return [];
  const rateBp = first.erdfRateBp as BasisPoints;
  const totalCents = sumCents(operators.map((o) => o.totalCents));
  const ofWholeCents = shareOf(totalCents, rateBp, roundingRule);
  const differenceCents = cents(ofWholeCents - erdfCents);
  if (differenceCents === ZERO_CENTS) return [sentence('sum-equals-share', { rateBp, totalCents, ofWholeCents })];
  const cutRows = operators.filter((o) => (o.totalCents * o.erdfRateBp) % 10_000 !== 0);
  return [sentence('sum-not-share', { rateBp, totalCents, ofWholeCents, differenceCents, rows: cutRows.length, names: cutRows.map((o) => o.name).join(' · ') })];
}

function ofSeveral(kind: OperatorFigure, figure: string, title: string, titleParams: Params, operators: readonly OperatorBudgetView[], roundingRule: RoundingRule): Explanation {
  const rows = operators.map((o) => row(`${kind}:${o.operatorId}`, o.name, valueOf[kind](o)));
  const amount = sumCents(rows.map((r) => r.cents));
  const more = kind === 'erdf' ? sharesSentences(operators, amount, roundingRule) : [];
  return explanation(figure, title, titleParams, amount, 'SUM', [sentence('sum', { rows: rows.length, sumCents: amount }), ...more], rows);
}

/** As many lines of an amount are told one by one. */
const LINES_TOLD = 500;

/** An amount that is the sum of its lines; null where it was typed as it is. */
function ofLines(figure: string, operator: OperatorBudgetView, code: string, lines: NonNullable<ExplainedBudget['lines']>): Explanation | null {
  if (lines.every(({ kind }) => kind === 'CELL')) return null;
  const amount = operator.amountsCents[code] ?? ZERO_CENTS;
  const rows = lines.slice(0, LINES_TOLD).map(({ descriptions, amountCents, masked }): ExplanationRow => {
    const isNamed = Object.values(descriptions).some((text) => text);
    return { ...row(null, '', amountCents ?? ZERO_CENTS, masked ? 'explain.line-masked' : isNamed ? null : 'explain.line-unnamed'), ...(isNamed && { labelTexts: descriptions }) };
  });
  const others = lines.slice(LINES_TOLD).map(({ amountCents }) => amountCents ?? ZERO_CENTS);
  if (others.length > 0) rows.push(row(null, '', sumCents(others), 'explain.lines-further'));
  return explanation(figure, 'amount-of', { operator: operator.name, category: code }, amount, 'SUM', [sentence('sum', { rows: lines.length, sumCents: amount })], rows);
}

/** A computed amount: base × rate, what is cut, what of the base does not count; null for an amount that no flat rate gives. */
function ofFlatRate(figure: string, operator: OperatorBudgetView, code: string, flatRates: readonly FlatRate[]): Explanation | null {
  const targets = new Set(flatRates.filter((rule) => operator.flatRates.some((chosen) => chosen.code === rule.code)).map((rule) => rule.targetCategory));
  const real = Object.fromEntries(Object.entries(operator.amountsCents).filter(([category]) => !targets.has(category)));
  const cost = simplifiedCosts(real, operator.flatRates, flatRates).find(({ categoryCode }) => categoryCode === code);
  if (!cost) return null;
  const { base, baseCents, rateBp, amountCents, cutTenThousandths, rateCode } = cost;
  const source = flatRates.find((rule) => rule.code === rateCode)?.source ?? '';
  const rows = base.filter((one) => one.source !== 'NOT_COUNTED').map((one) => row(`amount:${operator.operatorId}:${one.categoryCode}`, one.categoryCode, one.amountCents, `category.${one.categoryCode}`));
  const sentences = [
    sentence('flat-rate', { baseCents, rateBp, amountCents }),
    sentence('flat-rate-rule', { rate: rateCode, source }),
    sentence(cutTenThousandths === 0 ? 'flat-rate-exact' : 'flat-rate-cut', { baseCents, rateBp }),
    ...base.filter((one) => one.source === 'NOT_COUNTED').map(({ categoryCode }) => sentence('flat-rate-not-counted', { category: categoryCode })),
    sentence('flat-rate-base', { baseCents }),
  ];
  return explanation(figure, 'amount-of', { operator: operator.name, category: code }, amountCents, 'SHARE', sentences, rows);
}

/**
 * How a figure came about. In: the figure's name (`erdf`, `erdf:<operatorId>`, `erdf:versant:<code>`, `amount:<operatorId>:<category>`,
 * `category:<code>`; likewise total, sources, own, to-allocate) and the budget. Out: the explanation, or null for a figure that does not exist.
 */
export function explainFigure(figure: string, budget: ExplainedBudget): Explanation | null {
  const [kind = '', scope, code] = figure.split(':');
  if (kind === 'amount') {
    const operator = budget.operators.find((o) => o.operatorId === scope);
    if (!operator || !code || !budget.categoryCodes.includes(code)) return null;
    const computed = ofFlatRate(figure, operator, code, budget.flatRates ?? []);
    if (computed) return computed;
    const summed = ofLines(figure, operator, code, budget.lines ?? []);
    if (summed) return summed;
    return explanation(figure, 'amount-of', { operator: operator.name, category: code }, operator.amountsCents[code] ?? ZERO_CENTS, 'ENTERED', [sentence('amount-entered')], []);
  }
  if (kind === 'category') {
    if (!scope || !budget.categoryCodes.includes(scope)) return null;
    const rows = budget.operators.filter((o) => o.amountsCents[scope] !== undefined).map((o) => row(`amount:${o.operatorId}:${scope}`, o.name, o.amountsCents[scope]!));
    const amount = budget.totals.amountsCents[scope] ?? ZERO_CENTS;
    return explanation(figure, 'category', { category: scope }, amount, 'SUM', [sentence('sum', { rows: rows.length, sumCents: amount })], rows);
  }
  if (!isOperatorFigure(kind)) return null;
  if (scope === undefined) return ofSeveral(kind, figure, `${kind}-project`, {}, budget.operators, budget.roundingRule);
  if (scope === 'versant') {
    const inVersant = budget.operators.filter((o) => o.versantCode === code);
    return code && inVersant.length ? ofSeveral(kind, figure, `${kind}-versant`, { versant: code }, inVersant, budget.roundingRule) : null;
  }
  const operator = budget.operators.find((o) => o.operatorId === scope);
  return operator ? ofOperator(kind, operator, budget) : null;
}
