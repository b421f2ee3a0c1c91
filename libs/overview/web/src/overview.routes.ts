import { inject, type Provider } from '@angular/core';
import type { CanMatchFn, Route, Routes } from '@angular/router';
import type { Permission } from '@passerelle/shared/kernel';
import { EXPLAIN_CONTENT } from '@passerelle/shared/ui';
import { SessionStore } from '@passerelle/shared/web-kit';

/**
 * What a tab of a project says of itself: its name (a text key) and what one needs to see it. A page inside a tab may say that it needs something else:
 * then it is shown at the tab's address, though the tab itself stays away.
 */
export interface TabData {
  readonly tab: string;
  readonly needs: Permission;
}

const seesNoProject: CanMatchFn = () => {
  const session = inject(SessionStore);
  return session.signedIn() && !session.mayAnywhere('project.read');
};

const personActs: Route['loadComponent'] = async () => (await import('./person-acts/person-acts.component')).PersonActsComponent;

/** A programme: its projects, or for whom they are closed how it is set up. */
export const PROGRAMME_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    canMatch: [seesNoProject],
    loadComponent: async () => (await import('./programme-page/programme-page.component')).ProgrammePageComponent,
  },
  { path: '', pathMatch: 'full', redirectTo: 'projects' },
  { path: 'projects', loadComponent: async () => (await import('./project-list/project-list.component')).ProjectListComponent },
  { path: 'people/:personId/acts', loadComponent: personActs },
];

/** What the reader did herself, in every programme. */
export const OWN_ACTS_ROUTES: Routes = [{ path: '', loadComponent: personActs }];

const tab = (path: string, data: TabData, load: Pick<Route, 'loadComponent' | 'loadChildren'>): Route => ({ path, data, ...load });

/** The tab of the history, and inside it what only those see who may verify the journal. */
const HISTORY_ROUTES: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./project-history/project-history.component')).ProjectHistoryComponent },
  {
    path: 'integrity',
    data: { tab: 'integrity.heading', needs: 'journal.verify' } satisfies TabData,
    loadComponent: async () => (await import('./integrity-report/integrity-report.component')).IntegrityReportComponent,
  },
];

/** Other domains' tabs come as routes, so that no domain needs to know this one. */
type OtherTabs = Readonly<Record<'workPlan' | 'budget' | 'access' | 'retention', Pick<Route, 'loadChildren' | 'loadComponent'>>>;

/** A project and its tabs. */
export const projectRoutes = (others: OtherTabs): Routes => [
  {
    path: '',
    loadComponent: async () => (await import('./project-frame/project-frame.component')).ProjectFrameComponent,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'sheet' },
      tab('sheet', { tab: 'tab.sheet', needs: 'project.read' }, {
        loadComponent: async () => (await import('./project-sheet/project-sheet.component')).ProjectSheetComponent,
      }),
      tab('work-plan', { tab: 'tab.workPlan', needs: 'project.read' }, others.workPlan),
      tab('budget', { tab: 'tab.budget', needs: 'budget.read' }, others.budget),
      tab('access', { tab: 'tab.access', needs: 'access.read' }, others.access),
      tab('history', { tab: 'tab.history', needs: 'project.readHistory' }, { loadChildren: async () => HISTORY_ROUTES }),
      tab('retention', { tab: 'tab.retention', needs: 'project.read' }, others.retention),
    ],
  },
];

/** Tells the side panel which component explains a figure. */
export const EXPLAIN_PROVIDER: Provider = {
  provide: EXPLAIN_CONTENT,
  useValue: async () => (await import('./explain/explain.component')).ExplainComponent,
};
