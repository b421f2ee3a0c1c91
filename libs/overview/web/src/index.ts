export { EXPLAIN_PROVIDER, OWN_ACTS_ROUTES, PROGRAMME_ROUTES, projectRoutes, type TabData } from './overview.routes';
export { OwnOperatorStore } from './_ui/own-operator.store';
