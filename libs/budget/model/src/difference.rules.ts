import { addCents, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { atomsOf, keyOf, type Key, type TableOperator } from './cross-table.rules';
import { changedFields } from './line.rules';
import type { BudgetLine } from './lines';

/** A version of a budget as far as two of them are compared. */
export interface BudgetVersion {
  readonly operators: readonly Pick<TableOperator, 'operatorId' | 'versantCode' | 'totalCents' | 'byPayer'>[];
  readonly lines: readonly BudgetLine[];
}

export type LineDifferenceKind = 'ADDED' | 'REMOVED' | 'CHANGED';

/** A line that one version has and the other has not, or has otherwise. `fields` as in `changedFields`; a line's place in the order is no difference. */
export interface LineDifference {
  readonly lineId: string;
  readonly kind: LineDifferenceKind;
  readonly before: BudgetLine | null;
  readonly after: BudgetLine | null;
  readonly fields: readonly string[];
  readonly differenceCents: Cents;
}

export interface AmountDifference {
  /** null: to allocate. */
  readonly key: Key;
  readonly beforeCents: Cents;
  readonly afterCents: Cents;
  readonly differenceCents: Cents;
}

export const COMPARED = ['operator', 'versant', 'category', 'workPackage', 'halfYear'] as const;
export type Compared = (typeof COMPARED)[number];

export interface BudgetDifference {
  readonly lines: readonly LineDifference[];
  /** Per dimension every key that either version has; the differences of each dimension add up to that of the totals. */
  readonly by: Readonly<Record<Compared, readonly AmountDifference[]>>;
  readonly total: AmountDifference;
}

/** How one version differs from another: line by line, and by every dimension. The sum of the differences is the difference of the sums. */
export function differenceOf(before: BudgetVersion, after: BudgetVersion): BudgetDifference {
  const [then, now] = [atomsOf(before), atomsOf(after)];
  const by = (dimension: Compared): AmountDifference[] => {
    const [was, is] = [sumsBy(then, dimension), sumsBy(now, dimension)];
    return [...new Set([...was.keys(), ...is.keys()])].sort(byKey).map((key) => amountDifference(key, was.get(key) ?? ZERO_CENTS, is.get(key) ?? ZERO_CENTS));
  };
  const totalOf = ({ operators }: BudgetVersion): Cents => sumCents(operators.map(({ totalCents }) => totalCents));
  return {
    lines: lineDifferences(before.lines, after.lines),
    by: { operator: by('operator'), versant: by('versant'), category: by('category'), workPackage: by('workPackage'), halfYear: by('halfYear') },
    total: amountDifference(null, totalOf(before), totalOf(after)),
  };
}

function lineDifferences(before: readonly BudgetLine[], after: readonly BudgetLine[]): LineDifference[] {
  const was = new Map(before.map((line) => [line.lineId, line]));
  const is = new Map(after.map((line) => [line.lineId, line]));
  const amount = (line: BudgetLine | null): Cents => line?.amountCents ?? ZERO_CENTS;
  const difference = (kind: LineDifferenceKind, then: BudgetLine | null, now: BudgetLine | null, fields: string[] = []): LineDifference => ({
    lineId: (now ?? then)!.lineId, kind, before: then, after: now, fields, differenceCents: subtractCents(amount(now), amount(then)),
  });
  const gone = before.filter(({ lineId }) => !is.has(lineId)).map((line) => difference('REMOVED', line, null));
  const others = after.flatMap((line) => {
    const then = was.get(line.lineId);
    if (!then) return [difference('ADDED', null, line)];
    const fields = changedFields(then, line).filter((field) => field !== 'position');
    return fields.length > 0 ? [difference('CHANGED', then, line, fields)] : [];
  });
  return [...others, ...gone];
}

function sumsBy(atoms: ReturnType<typeof atomsOf>, dimension: Compared): Map<Key, Cents> {
  const sums = new Map<Key, Cents>();
  for (const atom of atoms) {
    const key = keyOf(atom, dimension);
    sums.set(key, addCents(sums.get(key) ?? ZERO_CENTS, atom.amountCents));
  }
  return sums;
}

const amountDifference = (key: Key, beforeCents: Cents, afterCents: Cents): AmountDifference => ({ key, beforeCents, afterCents, differenceCents: subtractCents(afterCents, beforeCents) });
const byKey = (a: Key, b: Key): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a.localeCompare(b, 'en', { numeric: true }));
