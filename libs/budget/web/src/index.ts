export { BUDGET_ROUTES, PROGRAMME_BUDGET_ROUTES } from './budget.routes';
