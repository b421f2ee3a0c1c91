import type { KeyGroup } from '@passerelle/shared/ui';

/** The keys of the budget grid. */
export const BUDGET_KEYS: KeyGroup = {
  heading: 'budget.keys',
  keys: [
    { keys: ['←', '↑', '→', '↓'], name: 'budget.keys.arrows' },
    { keys: ['Tab', '⇧ Tab'], name: 'budget.keys.tab' },
    { keys: ['Enter', '⇧ Enter'], name: 'budget.keys.enter' },
    { keys: ['0–9'], name: 'budget.keys.type' },
    { keys: ['F2'], name: 'budget.keys.f2' },
    { keys: ['Esc'], name: 'budget.keys.escape' },
    { keys: ['Delete'], name: 'budget.keys.delete' },
    { keys: ['Home', 'End'], name: 'budget.keys.homeEnd' },
    { keys: ['Ctrl Home', 'Ctrl End'], name: 'budget.keys.corners' },
    { keys: ['?'], name: 'budget.keys.explain' },
    { keys: ['Alt H'], name: 'budget.keys.history' },
  ],
};
