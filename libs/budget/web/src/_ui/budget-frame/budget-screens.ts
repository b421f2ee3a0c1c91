/** A screen of the budget: its address below the budget's own, and the text key of its name. */
export interface BudgetScreen {
  readonly path: string;
  readonly name: string;
}

/** The screens of the budget, in the order of its navigation. */
export const BUDGET_SCREENS: readonly BudgetScreen[] = [
  { path: '.', name: 'budgetFrame.operators' },
  { path: 'cross-tables', name: 'budgetFrame.crossTables' },
  { path: 'versions', name: 'budgetVersions.name' },
];
