export { EXPLAIN_PROVIDER, PROJECT_LIST_ROUTES, projectRoutes, type TabData } from './overview.routes';
export { OwnOperatorStore } from './_ui/own-operator.store';
