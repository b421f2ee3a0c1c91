import { inject } from '@angular/core';
import { Router, type CanActivateFn, type Route, type Routes } from '@angular/router';
import { SessionStore } from '@passerelle/shared/web-kit';
import { SignInComponent } from './sign-in/sign-in.component';

/** Only for a session that was started without its second factor. */
const codeIsAsked: CanActivateFn = () => inject(SessionStore).restriction() === 'give-code' || inject(Router).createUrlTree(['/']);

export const IDENTITY_ROUTES: Routes = [
  { path: '', pathMatch: 'full', component: SignInComponent },
  { path: 'code', canActivate: [codeIsAsked], loadComponent: async () => (await import('./give-code/give-code.component')).GiveCodeComponent },
];

// Where the links of mails lead.
export const INVITATION_ROUTES: Routes = [{ path: '', loadComponent: async () => (await import('./accept-invitation/accept-invitation.component')).AcceptInvitationComponent }];
export const NEW_PASSWORD_ROUTES: Routes = [{ path: '', loadComponent: async () => (await import('./reset-password/reset-password.component')).ResetPasswordComponent }];
export const CONFIRM_EMAIL_ROUTES: Routes = [{ path: '', loadComponent: async () => (await import('./confirm-email/confirm-email.component')).ConfirmEmailComponent }];

/** A part of the account's page; the text key in `tab` is its name there. */
const part = (path: string, tab: string, loadComponent: NonNullable<Route['loadComponent']>): Route => ({ path, data: { tab }, loadComponent });

export const ACCOUNT_ROUTES: Routes = [
  {
    path: '',
    loadComponent: async () => (await import('./own-account/account.component')).AccountComponent,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'profile' },
      part('profile', 'account.tab.profile', async () => (await import('./own-account/profile.component')).ProfileComponent),
      part('email', 'account.tab.email', async () => (await import('./change-email/change-email.component')).ChangeEmailComponent),
      part('password', 'account.tab.password', async () => (await import('./change-password/change-password.component')).ChangePasswordComponent),
      part('second-factor', 'account.tab.secondFactor', async () => (await import('./set-up-totp/set-up-totp.component')).SetUpTotpComponent),
      // Its name only where there are accounts elsewhere to sign in by.
      part('sign-in', 'account.tab.signIn', async () => (await import('./link-provider/link-provider.component')).LinkProviderComponent),
      part('sessions', 'account.tab.sessions', async () => (await import('./own-sessions/own-sessions.component')).OwnSessionsComponent),
    ],
  },
];
