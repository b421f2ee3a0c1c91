import type { KeyGroup } from '@passerelle/shared/ui';

/** The keys of the budget grid: those of a cell, then those of the grid kit. */
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
    { keys: ['Page ↑', 'Page ↓'], name: 'grid.keys.page' },
    { keys: ['Ctrl ←', 'Ctrl ↑', 'Ctrl →', 'Ctrl ↓'], name: 'grid.keys.arrows' },
    { keys: ['⇧ ←', '⇧ ↑', '⇧ →', '⇧ ↓'], name: 'grid.keys.extend' },
    { keys: ['⇧ Space', 'Ctrl Space'], name: 'grid.keys.rows' },
    { keys: ['Ctrl A'], name: 'grid.keys.selectAll' },
    { keys: ['Ctrl C', 'Ctrl X', 'Ctrl V'], name: 'grid.keys.copy' },
    { keys: ['Ctrl D', 'Ctrl R'], name: 'grid.keys.fill' },
    { keys: ['Ctrl Z', 'Ctrl Y'], name: 'grid.keys.undo' },
    { keys: ['Ctrl F'], name: 'grid.keys.find' },
    { keys: ['='], name: 'grid.keys.formula' },
    { keys: ['Alt ←', 'Alt →'], name: 'grid.keys.width' },
    { keys: ['F6'], name: 'grid.keys.leave' },
    { keys: ['?'], name: 'budget.keys.explain' },
    { keys: ['Alt H'], name: 'budget.keys.history' },
  ],
};
