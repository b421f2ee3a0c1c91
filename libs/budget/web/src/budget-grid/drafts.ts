import { type AmountChange, type BudgetChanges, type BudgetView, type OperatorBudgetView, type StaleCell, TOTAL_CELL } from '@passerelle/budget/model';
import type { Cents } from '@passerelle/shared/money';
import { cellKey, type CellKey } from '@passerelle/shared/grid';

/** An amount on its way to the server, and what stood in its cell when it was typed. */
export interface Draft {
  readonly operatorId: string;
  readonly cell: string;
  readonly text: string;
  readonly typedAt: string;
  readonly amountCents: Cents | null;
  /** The latest revision at which the cell is known to have held `baseCents`: what the If-Match of this draft says. */
  readonly baseRevision: number;
  readonly baseCents: Cents | null;
  /** Amounts sent earlier from this cell of which no answer came: the server may hold one of them, and then it is nobody else's. */
  readonly unheardCents?: readonly (Cents | null)[];
}

/** A cell that two people changed: hers waits for her choice. */
export interface Conflict extends StaleCell {
  readonly text: string;
  readonly typedAt: string;
  /** The revision at which theirs was shown. */
  readonly revision: number;
}

export type Drafts = ReadonlyMap<CellKey, Draft>;

export const keyOf = ({ operatorId, cell }: Pick<Draft, 'operatorId' | 'cell'>): CellKey => cellKey(operatorId, cell);

const byId = new WeakMap<readonly OperatorBudgetView[], ReadonlyMap<string, OperatorBudgetView>>();

/** A row by its operator. A pasted block asks thousands of times, of thousands of rows. */
function rowOf(operators: readonly OperatorBudgetView[], operatorId: string): OperatorBudgetView | undefined {
  const known = byId.get(operators) ?? new Map(operators.map((row) => [row.operatorId, row]));
  byId.set(operators, known);
  return known.get(operatorId);
}

/** What the server holds in a cell; null where it is empty, or where the total follows the lines. */
export function savedCents(operators: readonly OperatorBudgetView[], { operatorId, cell }: Pick<Draft, 'operatorId' | 'cell'>): Cents | null {
  const row = rowOf(operators, operatorId);
  return (cell === TOTAL_CELL ? row?.agreedTotalCents : row?.amountsCents[cell]) ?? null;
}

/** As many changes as one request may hold. */
const MOST_CHANGES = 5000;

/**
 * The drafts of the next request: all that stand on the same, oldest, revision. A draft whose cell somebody else changed meanwhile keeps its
 * old revision, so that the server calls it stale instead of overwriting what its writer never saw.
 */
export function nextBatch(waiting: Drafts): Drafts {
  const oldest = [...waiting.values()].reduce((least, { baseRevision }) => Math.min(least, baseRevision), Infinity);
  return new Map([...waiting].filter(([, draft]) => draft.baseRevision === oldest).slice(0, MOST_CHANGES));
}

export const changesOf = (batch: Drafts): AmountChange[] => [...batch.values()].map(({ operatorId, cell, amountCents }) => ({ operatorId, cell, amountCents }));

/** A batch that was not taken, before what was typed after it. What was typed later in the same cell replaces it, on the same ground. */
export function putBack(batch: Drafts, waiting: Drafts): Drafts {
  const all = new Map(batch);
  for (const [key, later] of waiting) {
    const earlier = batch.get(key);
    const { baseRevision, baseCents, unheardCents } = earlier ?? later;
    all.set(key, { ...later, baseRevision, baseCents, unheardCents });
  }
  return all;
}

/** A batch of which no answer came: it may have been saved all the same. */
export const unheard = (batch: Drafts): Drafts =>
  new Map([...batch].map(([key, draft]) => [key, { ...draft, unheardCents: [...(draft.unheardCents ?? []), draft.amountCents] }]));

/**
 * The budget with the rows and totals of an answer put in place. Rows that did not change stay the same objects. An answer older than the screen, which one overtook that was asked for
 * later, brings nothing: what is in it stands there already, or something newer.
 */
export function withChanges(view: BudgetView, changes: BudgetChanges): BudgetView {
  if (changes.revision < view.revision) return view;
  const changed = new Map(changes.operators.map((row) => [row.operatorId, row]));
  return {
    ...view,
    revision: changes.revision,
    changedAt: changes.changedAt,
    totals: changes.totals,
    operators: view.operators.map((row) => changed.get(row.operatorId) ?? row),
  };
}

/** Drafts whose cell still holds what their writer saw now stand on the new revision. */
export function rebased(waiting: Drafts, view: BudgetView): Drafts {
  return new Map(
    [...waiting].map(([key, draft]) => [
      key,
      savedCents(view.operators, draft) === draft.baseCents ? { ...draft, baseRevision: view.revision } : draft,
    ]),
  );
}
