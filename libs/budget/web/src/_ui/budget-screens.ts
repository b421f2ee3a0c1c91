/** A screen of the budget, as it stands in the budget's own navigation. */
export interface BudgetScreen {
  /** Its address below the budget's. */
  readonly path: string;
  /** The text key of its name. */
  readonly name: string;
}

/** The screens of the budget in their order. Whoever adds a screen adds it here, and its route in budget.routes. */
export const BUDGET_SCREENS: readonly BudgetScreen[] = [
  { path: '', name: 'budgetLines.nav.operators' },
  { path: 'lines', name: 'budgetLines.nav.lines' },
  { path: 'simplified-costs', name: 'simplifiedCosts.heading' },
  { path: 'co-financing', name: 'coFinancing.heading' },
  { path: 'cross-tables', name: 'crossTables.nav' },
  { path: 'versions', name: 'budgetVersions.name' },
];
