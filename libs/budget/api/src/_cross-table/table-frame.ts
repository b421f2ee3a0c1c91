import { subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { coFinancingOf, PAYERS, TO_ALLOCATE, type Atom, type Dimension, type Key, type TableFrame, type TableKeyView } from '@passerelle/budget/model';
import type { HalfYear } from '@passerelle/project/model';
import type { WorkPackage } from '@passerelle/work-plan/model';
import type { LoadedBudget } from '../_persistence/budget.repository';
import type { StoredSource } from '../_persistence/match-funding.repository';
import type { LineSum } from '../_persistence/cross-table.repository';

/** A budget with what its tables are named by. */
export interface TabledBudget {
  readonly budget: LoadedBudget;
  readonly workPackages: readonly WorkPackage[];
  readonly halfYears: readonly HalfYear[];
  /** Only where a dimension is the source. */
  readonly sources: readonly StoredSource[];
}

/** The rows and columns that there can be. A category of another kind than real costs is there only where an amount stands in it. */
export function frameOf({ budget, workPackages, halfYears, sources }: TabledBudget): TableFrame {
  const { operators, categories } = budget;
  return {
    operators: operators.map(({ operatorId, versantCode, totalCents, erdfCents }) => ({
      operatorId, versantCode, totalCents, byPayer: coFinancingOf(totalCents, erdfCents, sources.filter((source) => source.operatorId === operatorId)).byPayer,
    })),
    versantCodes: [...new Set(operators.map(({ versantCode }) => versantCode))],
    categoryCodes: categories.filter(({ code, kind }) => kind === 'REAL' || operators.some(({ amountsCents }) => (amountsCents[code] ?? 0) !== 0)).map(({ code }) => code),
    workPackageIds: workPackages.map(({ workPackageId }) => workPackageId),
    halfYears: halfYears.map(({ number }) => number),
  };
}

/** What the rows of the budget know without the lines: each operator's sums by category. */
export const sumsOfRows = ({ operators, categories }: LoadedBudget): LineSum[] =>
  operators.flatMap(({ operatorId, amountsCents }) => categories.flatMap(({ id, code }) => (amountsCents[code] ? [{ operatorId, costCategoryId: id, workPackageId: null, cents: amountsCents[code], periodCents: [] }] : [])));

/** The pieces of a budget from the sums of its lines: what half-years leave of them, and what the agreed totals have beyond them, is to allocate. */
export function atomsOfSums({ operators, categories }: LoadedBudget, sums: readonly LineSum[]): Atom[] {
  const versants = new Map(operators.map(({ operatorId, versantCode }) => [operatorId, versantCode]));
  const codes = new Map(categories.map(({ id, code }) => [id, code]));
  const ofLines = sums.flatMap(({ operatorId, costCategoryId, workPackageId, cents: whole, periodCents }): Atom[] => {
    const atom = (halfYear: number | null, amountCents: Cents): Atom => ({
      operatorId: operatorId ?? '', versantCode: versants.get(operatorId ?? '') ?? '', categoryCode: costCategoryId && codes.get(costCategoryId)!, workPackageId, halfYear, amountCents,
    });
    const spread = periodCents.map((part) => part ?? ZERO_CENTS);
    return [...spread.flatMap((part, index) => (part === ZERO_CENTS ? [] : [atom(index + 1, part)])), atom(null, subtractCents(whole, sumCents(spread)))];
  });
  return [...ofLines, ...operators.map(({ operatorId, versantCode, toAllocateCents }): Atom => ({ operatorId, versantCode, categoryCode: null, workPackageId: null, halfYear: null, amountCents: toAllocateCents }))];
}

/** What the reader is told of a row or column. */
export function keyView({ budget, workPackages, halfYears }: TabledBudget, dimension: Dimension, key: Key): TableKeyView {
  const nothing: TableKeyView = { key: key ?? TO_ALLOCATE, name: '', names: {}, number: null, startDate: null, endDate: null };
  if (key === null) return nothing;
  switch (dimension) {
    case 'operator':
      return { ...nothing, name: budget.operators.find(({ operatorId }) => operatorId === key)!.name };
    case 'category':
      return { ...nothing, names: budget.categories.find(({ code }) => code === key)!.names };
    case 'workPackage': {
      const { number, names } = workPackages.find(({ workPackageId }) => workPackageId === key)!;
      return { ...nothing, number, names };
    }
    case 'halfYear': {
      const days = halfYears.find(({ number }) => number === Number(key));
      return { ...nothing, number: Number(key), startDate: days?.startDate ?? null, endDate: days?.endDate ?? null };
    }
    default:
      return nothing;
  }
}

/** Whether there can be such a row or column. A half-year that the project no longer has may still hold money. */
export function isKeyOf({ budget, workPackages }: TabledBudget, dimension: Dimension, key: Key, mostPeriods: number): boolean {
  if (key === null) return dimension === 'category' || dimension === 'workPackage' || dimension === 'halfYear';
  switch (dimension) {
    case 'operator':
      return budget.operators.some(({ operatorId }) => operatorId === key);
    case 'versant':
      return budget.operators.some(({ versantCode }) => versantCode === key);
    case 'category':
      return budget.categories.some(({ code }) => code === key);
    case 'workPackage':
      return workPackages.some(({ workPackageId }) => workPackageId === key);
    case 'halfYear':
      return /^[1-9]\d?$/.test(key) && Number(key) <= mostPeriods;
    case 'source':
      return PAYERS.some((payer) => payer === key);
  }
}
