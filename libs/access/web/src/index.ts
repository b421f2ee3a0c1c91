export { NO_ACCESS_ROUTES, PEOPLE_ROUTES, PROJECT_ACCESS_ROUTES } from './access.routes';
