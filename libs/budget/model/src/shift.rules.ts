import { addCents, cents, splitByWeights, subtractCents, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { SHIFT_LEVELS, type ShiftLevel, type ShiftRule, type ShiftSubject } from '@passerelle/programme/model';
import { partBp } from './co-financing.rules';

/** An operator's part of a version: its total, and the sums of its lines by category. */
export interface ShiftOperator {
  readonly operatorId: string;
  readonly totalCents: Cents;
  readonly amountsCents: Readonly<Record<string, Cents>>;
}

/** How far a draft has moved from what was first agreed, for one category, one operator or the whole project. */
export interface Shift {
  readonly of: ShiftSubject;
  /** Category code or operator id; '' for the project. */
  readonly key: string;
  readonly agreedCents: Cents;
  readonly draftCents: Cents;
  /** What moved, from nought on. */
  readonly shiftCents: Cents;
  /** In basis points of what was agreed, cut; null where nothing was agreed. */
  readonly shiftBp: number | null;
  readonly level: ShiftLevel;
  /** The threshold that it exceeds; null where it needs nobody. */
  readonly overBp: number | null;
}

export interface Shifts {
  /** Every one that moved, in the order categories, operators, project. */
  readonly shifts: readonly Shift[];
  /** The highest level that any of them needs. */
  readonly level: ShiftLevel;
  /** Those that need that level, largest percentage first; none where the level is FREE. */
  readonly decisive: readonly Shift[];
}

/**
 * The shifts of a draft, counted from the first agreed version on: several small modifications are held against the thresholds together. A category shifts by its net
 * change over the operators; an operator by the change of its total; the project by what was taken away from or added to an operator's category, whichever is more.
 * Breaking down what was agreed as a total without categories is no shift: what an operator's increases take from it counts as agreed where it goes.
 * A threshold is exceeded by more than its percentage, compared exactly; where nothing was agreed, any amount exceeds it. Source: rule of the programme.
 */
export function shiftsOf(agreed: readonly ShiftOperator[], draft: readonly ShiftOperator[], rules: readonly ShiftRule[]): Shifts {
  const [were, are] = [byId(agreed), byId(draft)];
  const operatorIds = [...new Set([...were.keys(), ...are.keys()])];
  const cells = operatorIds.flatMap((operatorId) => cellsOf(were.get(operatorId) ?? nobody(operatorId), are.get(operatorId) ?? nobody(operatorId)));
  const judged = (of: ShiftSubject, key: string, agreedCents: Cents, draftCents: Cents, moved: number): Shift => judge({ of, key, agreedCents, draftCents, shiftCents: cents(Math.abs(moved)) }, rules);
  const categories = [...Map.groupBy(cells, ({ categoryCode }) => categoryCode)].map(([code, own]) => {
    const [was, is] = [sumCents(own.map((cell) => cell.agreedCents)), sumCents(own.map((cell) => cell.draftCents))];
    return judged('CATEGORY', code, was, is, is - was);
  });
  const operators = operatorIds.map((operatorId) => {
    const [was, is] = [were.get(operatorId)?.totalCents ?? ZERO_CENTS, are.get(operatorId)?.totalCents ?? ZERO_CENTS];
    return judged('OPERATOR', operatorId, was, is, is - was);
  });
  const changes = cells.map((cell) => cell.draftCents - cell.agreedCents);
  const more = sumCents(changes.filter((change) => change > 0).map(cents));
  const less = sumCents(changes.filter((change) => change < 0).map((change) => cents(-change)));
  const totalOf = (version: readonly ShiftOperator[]): Cents => sumCents(version.map(({ totalCents }) => totalCents));
  const project = judged('PROJECT', '', totalOf(agreed), totalOf(draft), Math.max(more, less));
  const shifts = [...categories, ...operators, project].filter(({ shiftCents }) => shiftCents > 0);
  const level = shifts.reduce<ShiftLevel>((highest, shift) => (rank(shift.level) > rank(highest) ? shift.level : highest), 'FREE');
  const decisive = level === 'FREE' ? [] : shifts.filter((shift) => shift.level === level).sort((a, b) => (b.shiftBp ?? Infinity) - (a.shiftBp ?? Infinity) || 0);
  return { shifts, level, decisive };
}

const byId = (version: readonly ShiftOperator[]): ReadonlyMap<string, ShiftOperator> => new Map(version.map((operator) => [operator.operatorId, operator]));
const nobody = (operatorId: string): ShiftOperator => ({ operatorId, totalCents: ZERO_CENTS, amountsCents: {} });
const rank = (level: ShiftLevel): number => SHIFT_LEVELS.indexOf(level);

interface ShiftCell {
  readonly categoryCode: string;
  readonly agreedCents: Cents;
  readonly draftCents: Cents;
}

/** An operator's categories, those increases counted as agreed that only break down what was agreed as a total. */
function cellsOf(was: ShiftOperator, is: ShiftOperator): ShiftCell[] {
  const codes = [...new Set([...Object.keys(was.amountsCents), ...Object.keys(is.amountsCents)])].sort();
  const cells = codes.map((categoryCode) => ({ categoryCode, agreedCents: was.amountsCents[categoryCode] ?? ZERO_CENTS, draftCents: is.amountsCents[categoryCode] ?? ZERO_CENTS }));
  const uncovered = ({ totalCents, amountsCents }: ShiftOperator): number => Math.max(0, subtractCents(totalCents, sumCents(Object.values(amountsCents))));
  const increases = cells.map((cell) => Math.max(0, cell.draftCents - cell.agreedCents));
  const brokenDown = Math.min(Math.max(0, uncovered(was) - uncovered(is)), sumCents(increases.map(cents)));
  if (brokenDown === 0) return cells;
  const parts = splitByWeights(cents(brokenDown), increases);
  return cells.map((cell, index) => ({ ...cell, agreedCents: addCents(cell.agreedCents, parts[index]!) }));
}

function judge(shift: Omit<Shift, 'shiftBp' | 'level' | 'overBp'>, rules: readonly ShiftRule[]): Shift {
  const { of, agreedCents, shiftCents } = shift;
  const exceeds = (overBp: number): boolean => BigInt(shiftCents) * 10_000n > BigInt(overBp) * BigInt(agreedCents);
  const exceeded = rules.filter((rule) => rule.of === of && exceeds(rule.overBp)).sort((a, b) => rank(b.level) - rank(a.level) || b.overBp - a.overBp)[0];
  return { ...shift, shiftBp: partBp(shiftCents, agreedCents), level: exceeded?.level ?? 'FREE', overBp: exceeded?.overBp ?? null };
}

/** A sentence as a text key with parameters. `key` in the parameters is the category's code or the operator's id, for the screen to name. */
export interface ShiftSentence {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** "This shift needs the committee: 11,2 % of external expertise." */
export function shiftSentence({ of, key, level, shiftBp, shiftCents, overBp }: Shift): ShiftSentence {
  const place = of === 'PROJECT' ? ['project', 'project-new'] : ['of', 'new'];
  const share = place[shiftBp === null ? 1 : 0];
  return { key: `shift.needs.${level}.${share}`, params: { name: key, shiftCents, ...(shiftBp === null ? {} : { shiftBp }), ...(overBp === null ? {} : { overBp }) } };
}
