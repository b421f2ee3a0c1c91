import type { Provider } from '@angular/core';
import type { Route, Routes } from '@angular/router';
import type { Permission } from '@passerelle/shared/kernel';
import { EXPLAIN_CONTENT } from '@passerelle/shared/ui';

/** What a tab of a project says of itself: its name (a text key) and what one needs to see it. */
export interface TabData {
  readonly tab: string;
  readonly needs: Permission;
}

export const PROJECT_LIST_ROUTES: Routes = [
  { path: '', loadComponent: async () => (await import('./project-list/project-list.component')).ProjectListComponent },
];

const tab = (path: string, data: TabData, load: Pick<Route, 'loadComponent' | 'loadChildren'>): Route => ({ path, data, ...load });

/** A project and its tabs. Other domains' tabs come as routes, so that no domain needs to know this one. */
export const projectRoutes = (others: { readonly budget: Pick<Route, 'loadChildren'> }): Routes => [
  {
    path: '',
    loadComponent: async () => (await import('./project-frame/project-frame.component')).ProjectFrameComponent,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'sheet' },
      tab('sheet', { tab: 'tab.sheet', needs: 'project.read' }, {
        loadComponent: async () => (await import('./project-sheet/project-sheet.component')).ProjectSheetComponent,
      }),
      tab('budget', { tab: 'tab.budget', needs: 'budget.read' }, others.budget),
      tab('history', { tab: 'tab.history', needs: 'project.readHistory' }, {
        loadComponent: async () => (await import('./project-history/project-history.component')).ProjectHistoryComponent,
      }),
    ],
  },
];

/** Tells the side panel which component explains a figure. */
export const EXPLAIN_PROVIDER: Provider = {
  provide: EXPLAIN_CONTENT,
  useValue: async () => (await import('./explain/explain.component')).ExplainComponent,
};
