export { EXCHANGE_ROUTES } from './exchange.routes';
