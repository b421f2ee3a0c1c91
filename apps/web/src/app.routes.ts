import type { Routes } from '@angular/router';
import { PROGRAMME_ROUTES, projectRoutes } from '@passerelle/overview/web';
import { ProblemPageComponent } from '@passerelle/shared/ui';
import { signedIn } from '@passerelle/shared/web-kit';
import { chosenProgramme, firstProgramme } from './programme.guards';

const budget = { loadChildren: async () => (await import('@passerelle/budget/web')).BUDGET_ROUTES };

export const ROUTES: Routes = [
  { path: 'sign-in', loadChildren: async () => (await import('@passerelle/identity/web')).IDENTITY_ROUTES },
  { path: 'demo/mails', loadChildren: async () => (await import('@passerelle/mail/web')).DEMO_MAIL_ROUTES },
  {
    path: '',
    canActivate: [signedIn],
    children: [
      { path: '', pathMatch: 'full', canActivate: [firstProgramme], children: [] },
      {
        path: 'programmes/:programme',
        canActivate: [chosenProgramme],
        children: [
          ...PROGRAMME_ROUTES,
          { path: 'projects/:project', children: projectRoutes({ budget }) },
          { path: 'import', loadChildren: async () => (await import('@passerelle/exchange/web')).EXCHANGE_ROUTES },
        ],
      },
    ],
  },
  { path: 'offline', component: ProblemPageComponent, data: { status: 0 } },
  { path: 'no-programme', component: ProblemPageComponent, data: { status: 403 } },
  { path: '**', component: ProblemPageComponent, data: { status: 404 } },
];
