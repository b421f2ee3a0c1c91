import { type BudgetView, type OperatorBudgetView, TOTAL_CELL } from '@passerelle/budget/model';
import { textIn, type Language, type Texts } from '@passerelle/shared/kernel';
import { ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { amountColumn, figureWidth, textColumn, type GridColumn } from '@passerelle/shared/grid';
import type { Say } from '@passerelle/shared/web-kit';

export const TOTALS_ROW = 'totals';

export interface ColumnWords {
  readonly say: Say['say'];
  readonly language: Language;
  /** The pixels that the widest figure needs. */
  readonly width: number;
  readonly versants: readonly { readonly code: string; readonly names: Texts }[];
  readonly mayEdit: (row: OperatorBudgetView) => boolean;
  readonly lockedReason: (row: OperatorBudgetView) => string;
}

type Row = OperatorBudgetView;

/** The grid of a budget: who and where, the total, what of it is still to allocate, what the fund and the operator pay; then the categories. */
export function budgetColumns(view: BudgetView, words: ColumnWords): GridColumn<Row>[] {
  const { say, language, width, versants, mayEdit, lockedReason } = words;
  const head = (text: string) => `${text} (€)`;
  const computed = () => say('budget.cell.computed');
  const isTotals = (row: Row) => row.operatorId === TOTALS_ROW;
  const typed = { editable: (row: Row) => !isTotals(row) && mayEdit(row), lockedReason: (row: Row) => (isTotals(row) ? computed() : lockedReason(row)) };
  return [
    textColumn<Row>({
      id: 'operator',
      head: say('term.operator'),
      text: ({ name }) => name,
      detail: ({ role }) => (role === 'LEAD' ? say('term.lead') : ''),
      chip: ({ versantCode }) =>
        versantCode
          ? {
              text: versantCode,
              title: textIn(versants.find(({ code }) => code === versantCode)?.names ?? {}, language),
              attributes: { class: 'versant', 'data-versant': versantCode },
            }
          : null,
      width: 256,
      sticky: true,
    }),
    amountColumn<Row>({
      id: TOTAL_CELL,
      head: head(say('term.totalBudget')),
      cents: ({ totalCents }) => totalCents,
      note: ({ agreedTotalCents }) => (agreedTotalCents === null ? null : { text: say('budget.total.agreed') }),
      width,
      ...typed,
    }),
    amountColumn<Row>({
      id: 'to-allocate',
      head: head(say('term.toAllocate')),
      cents: ({ toAllocateCents }) => toAllocateCents,
      note: ({ toAllocateCents }) =>
        toAllocateCents < ZERO_CENTS ? { text: say('budget.exceeded.hint'), tone: 'warning' } : null,
      lockedReason: computed,
      width,
    }),
    amountColumn<Row>({ id: 'erdf', head: head(say('term.erdf')), cents: ({ erdfCents }) => erdfCents, lockedReason: computed, width }),
    amountColumn<Row>({ id: 'own', head: head(say('term.ownContribution')), cents: ({ ownContributionCents }) => ownContributionCents, lockedReason: computed, width }),
    ...shownCategories(view).map(({ code, names, kind }) =>
      amountColumn<Row>({
        id: code,
        head: head(textIn(names, language)),
        cents: ({ amountsCents }) => amountsCents[code] ?? null,
        width,
        ...(kind === 'REAL' ? { editable: (row: Row) => typed.editable(row) && !hasLines(row, code), lockedReason: (row: Row) => typed.lockedReason(row) || (hasLines(row, code) ? say('budgetLines.cell.hasLines', { n: row.lineCounts[code] ?? 0 }) : '') } : { lockedReason: computed }),
      }),
    ),
  ];
}

/** Whether the amount is the sum of lines of its own: then it is changed there. */
export const hasLines = ({ lineCounts }: Pick<OperatorBudgetView, 'lineCounts'>, code: string): boolean => (lineCounts[code] ?? 0) > 0;

/** The categories that the overview shows: the real ones, and any other in which an amount stands. */
export const shownCategories = ({ categories, totals }: Pick<BudgetView, 'categories' | 'totals'>): BudgetView['categories'] =>
  categories.filter(({ code, kind }) => kind === 'REAL' || totals.amountsCents[code] !== undefined);

/** The smallest and the largest figure of the budget: no other one can be the widest, and of thousands of rows no other one needs to be written. */
export function extremesOf({ operators, totals }: Pick<BudgetView, 'operators' | 'totals'>): readonly Cents[] {
  let [least, most] = [ZERO_CENTS, ZERO_CENTS];
  const look = (amount: Cents) => {
    if (amount < least) least = amount;
    if (amount > most) most = amount;
  };
  for (const row of [...operators, totals]) {
    look(row.totalCents);
    look(row.toAllocateCents);
    look(row.erdfCents);
    look(row.ownContributionCents);
    for (const code in row.amountsCents) look(row.amountsCents[code]!);
  }
  return [least, most];
}

/** What the widest figure needs, those on their way included. */
export function widthOfFigures(saved: readonly Cents[], onTheirWay: readonly (Cents | null)[], language: Language): number {
  return figureWidth([...saved, ...onTheirWay.filter((cents) => cents !== null)], language);
}

/** The pinned row: the server's totals, in the shape of an operator's row. */
export function totalsRow({ totals }: BudgetView, name: string): Row {
  return { ...totals, operatorId: TOTALS_ROW, name, role: 'PARTNER', versantCode: '', erdfRateBp: 0, agreedTotalCents: null, lineCounts: {}, flatRates: [] };
}

const OPERATOR_FIGURES: Readonly<Record<string, string>> = { [TOTAL_CELL]: 'total', 'to-allocate': 'to-allocate', erdf: 'erdf', own: 'own' };

/** The id under which the server explains the figure of a cell; null where there is no figure. */
export function figureOf(rowId: string, columnId: string): string | null {
  if (columnId === 'operator') return null;
  const figure = OPERATOR_FIGURES[columnId];
  if (rowId === TOTALS_ROW) return figure ?? `category:${columnId}`;
  return figure ? `${figure}:${rowId}` : `amount:${rowId}:${columnId}`;
}

/** Whether amounts are typed into the column, so that its cells have a history. */
export const isTyped = (view: BudgetView, columnId: string): boolean => columnId === TOTAL_CELL || view.categories.some(({ code, kind }) => code === columnId && kind === 'REAL');
