import { calendarHalfOf } from '@passerelle/project/model';
import { cents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import type { Explanation, ExplanationRow, ExplanationSentence } from './budget.contract';
import type { LineView, PeriodView } from './lines.contract';

const TEN_THOUSANDTHS = 10_000n;

export interface ExplainedLine {
  readonly line: LineView;
  readonly operatorName: string;
  readonly periods: readonly Pick<PeriodView, 'number' | 'endDate'>[];
}

const sentence = (key: string, params: ExplanationSentence['params'] = {}): ExplanationSentence => ({ key: `explain.${key}`, params });

/** The figures of a line: its amount (`line:<lineId>`) and what its half-years do not cover (`line:<lineId>:to-allocate`). A flat rate's result is explained as the amount that it is. */
export const lineFigure = ({ lineId, kind, operatorId, categoryCode }: Pick<LineView, 'lineId' | 'kind' | 'operatorId' | 'categoryCode'>, of: 'amount' | 'to-allocate'): string =>
  of === 'to-allocate' ? `line:${lineId}:to-allocate` : kind === 'COMPUTED' ? `amount:${operatorId}:${categoryCode}` : `line:${lineId}`;

/** Of which line a figure is; null for every other figure. */
export const lineOfFigure = (figure: string): string | null => /^line:([0-9a-f-]{36})(?::to-allocate)?$/.exec(figure)?.[1] ?? null;

/** How the amount of a line came about, or what of it is still to allocate. In: the line as its reader may know it. */
export function explainLine(figure: string, { line, operatorName, periods }: ExplainedLine): Explanation {
  const { categoryCode: category } = line;
  const amountCents = line.amountCents ?? ZERO_CENTS;
  const rows = halfYearRows(line, periods);
  if (!figure.endsWith(':to-allocate')) {
    const { kind, sentences, rows: own } = ofAmount(line, rows);
    return { figure, titleKey: 'explain.title.amount-of', titleParams: { operator: operatorName, category }, cents: amountCents, kind, sentences, rows: own };
  }
  const halfYearsCents = sumCents(rows.map((row) => row.cents));
  const toAllocateCents = subtractCents(amountCents, halfYearsCents);
  const exceeded = toAllocateCents < ZERO_CENTS ? [sentence('line-exceeded', { differenceCents: cents(-toAllocateCents) })] : [];
  return {
    figure, titleKey: 'explain.title.line-to-allocate', titleParams: { operator: operatorName, category }, cents: toAllocateCents, kind: 'REMAINDER',
    sentences: [sentence('line-to-allocate', { amountCents, halfYearsCents, toAllocateCents }), ...exceeded],
    rows: [{ figure: lineFigure(line, 'amount'), label: '', labelKey: 'budgetLines.field.amountCents', cents: amountCents }, ...rows],
  };
}

type Origin = Pick<Explanation, 'kind' | 'sentences' | 'rows'>;

function ofAmount({ quantity, unitPriceCents, amountCents, amountEntered, formula, catalogueCode, masked }: LineView, halfYears: ExplanationRow[]): Origin {
  const catalogue = catalogueCode === null ? [] : [sentence('line-catalogue', { item: catalogueCode })];
  if (amountCents === null) return { kind: 'ENTERED', sentences: [sentence('line-empty'), ...catalogue], rows: [] };
  if (quantity !== null && unitPriceCents !== null) {
    const params = { countQuantity: quantity, unitPriceCents, amountCents };
    const isExact = (BigInt(quantity) * BigInt(unitPriceCents)) % TEN_THOUSANDTHS === 0n;
    return { kind: 'SHARE', sentences: [sentence('line-product', params), sentence(isExact ? 'line-product-exact' : 'line-product-cut', params), ...catalogue], rows: [] };
  }
  if (amountEntered) return { kind: 'ENTERED', sentences: [sentence('amount-entered'), ...(formula ? [sentence('line-formula', { formula })] : []), ...catalogue], rows: [] };
  if (masked) return { kind: 'ENTERED', sentences: [sentence('line-withheld'), ...catalogue], rows: [] };
  return { kind: 'SUM', sentences: [sentence('line-half-years', { rows: halfYears.length, sumCents: amountCents })], rows: halfYears };
}

/** The half-years in which a line says something, by the half of the calendar year in which they end. */
function halfYearRows({ periodCents }: LineView, periods: ExplainedLine['periods']): ExplanationRow[] {
  return periodCents.flatMap((amount: Cents | null, index): ExplanationRow[] => {
    if (amount === null) return [];
    const period = periods.find(({ number }) => number === index + 1);
    if (!period) return [{ figure: null, label: String(index + 1), labelKey: null, cents: amount }];
    return [{ figure: null, label: '', labelKey: 'halfYear.name', labelParams: { ...calendarHalfOf(period) }, cents: amount }];
  });
}
