import type { Permission } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { SHIFT_LEVELS, type ShiftLevel, type ShiftRule } from '@passerelle/programme/model';

/** Why a version needs the agreement that it needs: the FIRST one, MORE_ERDF than was first agreed, a programme without thresholds (NO_RULES), else its SHIFTS. */
export type AgreementReason = 'FIRST' | 'MORE_ERDF' | 'NO_RULES' | 'SHIFTS';

export interface Agreement {
  readonly level: ShiftLevel;
  readonly reason: AgreementReason;
  /** What whoever approves it needs. */
  readonly approve: Permission;
}

const APPROVES: Readonly<Record<ShiftLevel, Permission>> = { FREE: 'budget.approve', CONTACT_POINT: 'budget.approveShifts', COMMITTEE: 'budget.approveAll' };

/** What a version is held against: null where none was ever agreed. Shifts, and their level, are counted from the first agreed version on. */
export interface Agreed {
  readonly erdfCents: Cents;
}

/**
 * Who may agree to a version. The first one is for the committee, and so is whatever takes more of the fund than was first agreed: that is no shift within it. Without
 * thresholds in the programme nothing is free. Source: rule of the programme, modifications.
 */
export function agreementOf(agreed: Agreed | null, draft: Agreed, level: ShiftLevel, rules: readonly ShiftRule[]): Agreement {
  const [reason, needed] = reasonOf(agreed, draft, level, rules);
  return { level: needed, reason, approve: APPROVES[needed] };
}

function reasonOf(agreed: Agreed | null, draft: Agreed, level: ShiftLevel, rules: readonly ShiftRule[]): [AgreementReason, ShiftLevel] {
  const highest = SHIFT_LEVELS.at(-1)!;
  if (!agreed) return ['FIRST', highest];
  if (draft.erdfCents > agreed.erdfCents) return ['MORE_ERDF', highest];
  return rules.length === 0 ? ['NO_RULES', highest] : ['SHIFTS', level];
}

/** Who may return it: whoever may agree to it by their office, never the lead, who sent it. */
export const permissionToReturn = ({ level }: Agreement): Permission => (level === 'COMMITTEE' ? 'budget.approveAll' : 'budget.return');

const TENTH_OF_PERCENT_BP = 10;

/** A shift's percentage as a sentence says it, with one decimal, cut; with two where one would say the threshold itself, which it exceeds. */
export function shownShiftBp({ shiftBp, overBp }: { readonly shiftBp: number | null; readonly overBp: number | null }): number | null {
  if (shiftBp === null) return null;
  const cut = shiftBp - (shiftBp % TENTH_OF_PERCENT_BP);
  return cut === overBp ? shiftBp : cut;
}
