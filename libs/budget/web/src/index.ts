export { BUDGET_ROUTES, budgetRoutes, PROGRAMME_BUDGET_ROUTES } from './budget.routes';
