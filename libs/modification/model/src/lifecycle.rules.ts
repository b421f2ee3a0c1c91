import type { Permission } from '@passerelle/shared/kernel';
import type { BudgetStatus } from '@passerelle/budget/model';

/** NONE: not there yet, or withdrawn. */
export type VersionState = BudgetStatus | 'NONE';
export type VersionAct = 'openBudget' | 'openModification' | 'changeBudget' | 'submitBudget' | 'approveBudget' | 'returnBudget' | 'withdrawModification';

export interface Transition {
  readonly from: VersionState;
  readonly act: VersionAct;
  readonly to: VersionState;
  /** The permission that it needs. Who may approve a version depends on its shifts besides: `permissionToAgree`. */
  readonly who: Permission;
  /** ANY version, or only the FIRST one, or a MODIFICATION: one that was opened beside an approved one. */
  readonly of: 'ANY' | 'FIRST' | 'MODIFICATION';
}

/** The life of a version of a budget: the only table of it. Source: programme manual, modifications: the valid version stays valid until the new one is approved. */
export const LIFECYCLE: readonly Transition[] = [
  { from: 'NONE', act: 'openBudget', to: 'DRAFT', who: 'exchange.importSheet', of: 'FIRST' },
  { from: 'NONE', act: 'openModification', to: 'DRAFT', who: 'budget.openModification', of: 'MODIFICATION' },
  { from: 'DRAFT', act: 'changeBudget', to: 'DRAFT', who: 'budget.changeLines', of: 'ANY' },
  { from: 'DRAFT', act: 'submitBudget', to: 'SUBMITTED', who: 'budget.submit', of: 'ANY' },
  { from: 'DRAFT', act: 'withdrawModification', to: 'NONE', who: 'budget.withdrawModification', of: 'MODIFICATION' },
  { from: 'SUBMITTED', act: 'approveBudget', to: 'APPROVED', who: 'budget.approve', of: 'ANY' },
  { from: 'SUBMITTED', act: 'returnBudget', to: 'RETURNED', who: 'budget.return', of: 'ANY' },
  { from: 'RETURNED', act: 'changeBudget', to: 'RETURNED', who: 'budget.changeLines', of: 'ANY' },
  { from: 'RETURNED', act: 'submitBudget', to: 'SUBMITTED', who: 'budget.submit', of: 'ANY' },
  { from: 'RETURNED', act: 'withdrawModification', to: 'NONE', who: 'budget.withdrawModification', of: 'MODIFICATION' },
];

/** What a version is judged by. `basedOn`: the number of the version it was copied from, null for the first. */
export interface Standing {
  readonly status: BudgetStatus;
  readonly isWorking: boolean;
  readonly basedOn: number | null;
}

/** The transition that an act would make of a version; null where the table has none. Only the latest version is acted on. */
export function transitionOf({ status, isWorking, basedOn }: Standing, act: VersionAct): Transition | null {
  if (!isWorking) return null;
  const kind = basedOn === null ? 'FIRST' : 'MODIFICATION';
  return LIFECYCLE.find((row) => row.from === status && row.act === act && (row.of === 'ANY' || row.of === kind)) ?? null;
}

/** A modification is opened beside the latest version once that is approved: there is one draft at a time. */
export const mayOpenModification = ({ status, isWorking }: Pick<Standing, 'status' | 'isWorking'>): boolean => isWorking && status === 'APPROVED';

/** The table as a diagram (Mermaid) and as a table in Markdown, for docs/budget-lifecycle.md. */
export function lifecycleDocument(): string {
  const state = (name: VersionState): string => (name === 'NONE' ? '[*]' : name);
  const arrows = LIFECYCLE.map(({ from, act, to }) => `    ${state(from)} --> ${state(to)}: ${act}`);
  const rows = LIFECYCLE.map(({ from, act, to, who, of }) => `| ${from} | ${act} | ${to} | \`${who}\` | ${of.toLowerCase()} |`);
  return [
    '# The life of a version of a budget',
    '',
    'Written by a test from the one table in `libs/modification/model/src/lifecycle.rules.ts`. NONE: not there yet, or withdrawn.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...arrows,
    '```',
    '',
    '| from | act | to | who | of which versions |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'The latest version is the one that is worked on; a modification is opened beside it once it is approved, as its copy. Who may approve depends on what the version shifts (`permissionToAgree`): shifts that are all',
    'free, the lead’s own officer; up to the contact point’s threshold, the contact point too; everything else, the first version, and whatever takes more ERDF than was first agreed, the joint secretariat and the managing authority.',
    '',
  ].join('\n');
}
