import type { KeyGroup } from '@passerelle/shared/ui';
import { BUDGET_KEYS } from '../_ui/keys';

/** The keys of the lines: those of every grid of the budget, then those of lines and groups. */
export const LINES_KEYS: KeyGroup = {
  heading: 'budget.keys',
  keys: [
    ...BUDGET_KEYS.keys,
    { keys: ['Ctrl +', 'Ctrl ⇧ +'], name: 'grid.keys.insert' },
    { keys: ['Ctrl −'], name: 'grid.keys.delete' },
    { keys: ['Space', 'Ctrl ←', 'Ctrl →'], name: 'grid.keys.group' },
    { keys: ['Enter'], name: 'grid.keys.choice' },
    { keys: ['Alt Enter'], name: 'grid.keys.newLine' },
    { keys: ['Alt S'], name: 'budgetLines.keys.spread' },
  ],
};
