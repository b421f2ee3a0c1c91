/** The keys of the budget grid, for its key help: what to press, and the text key of what it does. */
export const BUDGET_KEYS = [
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
] as const;
