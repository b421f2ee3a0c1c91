export { BUDGET_IMPORT_ROUTES, EXCHANGE_ROUTES } from './exchange.routes';
