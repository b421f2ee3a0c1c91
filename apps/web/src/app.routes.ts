import type { Route, Routes } from '@angular/router';
import { OWN_ACTS_ROUTES, PROGRAMME_ROUTES, projectRoutes } from '@passerelle/overview/web';
import { ProblemPageComponent } from '@passerelle/shared/ui';
import { signedIn } from '@passerelle/shared/web-kit';
import { anyProgramme, chosenProgramme, firstProgramme, onlyProject } from './programme.guards';

const versions: Route = { path: 'versions', loadChildren: async () => (await import('@passerelle/modification/web')).VERSION_ROUTES };
const notice = async () => (await import('@passerelle/modification/web')).VersionNoticeComponent;
const budgetImport: Route = { path: '', loadChildren: async () => (await import('@passerelle/exchange/web')).BUDGET_IMPORT_ROUTES };
const budget = { loadChildren: async () => (await import('@passerelle/budget/web')).budgetRoutes([versions, budgetImport], notice) };
const workPlan = { loadComponent: async () => (await import('@passerelle/work-plan/web')).WorkPlanComponent };
const access = { loadChildren: async () => (await import('@passerelle/access/web')).PROJECT_ACCESS_ROUTES };
const retention = { loadComponent: async () => (await import('@passerelle/records/web')).ProjectRetentionComponent };

export const ROUTES: Routes = [
  { path: 'sign-in', loadChildren: async () => (await import('@passerelle/identity/web')).IDENTITY_ROUTES },
  { path: 'invitation', loadChildren: async () => (await import('@passerelle/identity/web')).INVITATION_ROUTES },
  { path: 'new-password', loadChildren: async () => (await import('@passerelle/identity/web')).NEW_PASSWORD_ROUTES },
  { path: 'confirm-email', loadChildren: async () => (await import('@passerelle/identity/web')).CONFIRM_EMAIL_ROUTES },
  { path: 'demo/mails', loadChildren: async () => (await import('@passerelle/mail/web')).DEMO_MAIL_ROUTES },
  {
    path: '',
    canActivate: [signedIn],
    children: [
      { path: '', pathMatch: 'full', canActivate: [firstProgramme], children: [] },
      { path: 'my-project', canActivate: [onlyProject], children: [] },
      { path: 'account/acts', canActivate: [anyProgramme], children: OWN_ACTS_ROUTES },
      { path: 'account', canActivate: [anyProgramme], loadChildren: async () => (await import('@passerelle/identity/web')).ACCOUNT_ROUTES },
      {
        path: 'programmes/:programme',
        canActivate: [chosenProgramme],
        children: [
          ...PROGRAMME_ROUTES,
          { path: 'projects/:project', children: projectRoutes({ workPlan, budget, access, retention }) },
          { path: 'co-financing', loadChildren: async () => (await import('@passerelle/budget/web')).PROGRAMME_BUDGET_ROUTES },
          { path: '', loadChildren: async () => (await import('@passerelle/records/web')).RECORDS_ROUTES },
          { path: 'people', loadChildren: async () => (await import('@passerelle/access/web')).PEOPLE_ROUTES },
          { path: 'import', loadChildren: async () => (await import('@passerelle/exchange/web')).EXCHANGE_ROUTES },
        ],
      },
    ],
  },
  { path: 'offline', component: ProblemPageComponent, data: { status: 0 } },
  { path: 'no-programme', loadChildren: async () => (await import('@passerelle/access/web')).NO_ACCESS_ROUTES },
  { path: '**', component: ProblemPageComponent, data: { status: 404 } },
];
