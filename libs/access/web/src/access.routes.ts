import type { Routes } from '@angular/router';

const invite: Routes[number]['loadComponent'] = async () => (await import('./invite/invite.component')).InviteComponent;

/** The tab of a project that says who has access to it. */
export const PROJECT_ACCESS_ROUTES: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./project-access/project-access.component')).ProjectAccessComponent },
  { path: 'invite', loadComponent: invite },
];

/** The people of a programme, for its administrators; inviting also for whoever gives roles in the whole of it. */
export const PEOPLE_ROUTES: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./people-list/people-list.component')).PeopleListComponent },
  { path: 'invite', loadComponent: invite },
  { path: ':personId', loadComponent: async () => (await import('./person-page/person-page.component')).PersonPageComponent },
];

/** Where those arrive who have an account and no role. */
export const NO_ACCESS_ROUTES: Routes = [{ path: '', loadComponent: async () => (await import('./no-access/no-access.component')).NoAccessComponent }];
