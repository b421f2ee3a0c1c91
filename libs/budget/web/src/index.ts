export { BUDGET_ROUTES, budgetRoutes } from './budget.routes';
