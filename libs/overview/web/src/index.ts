export { EXPLAIN_PROVIDER, PROGRAMME_ROUTES, projectRoutes, type TabData } from './overview.routes';
export { OwnOperatorStore } from './_ui/own-operator.store';
