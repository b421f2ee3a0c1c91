import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn, type Params } from '@angular/router';
import { SessionStore } from './session.store';

/** The start needs no way back: signing in leads there anyway. */
const returnTo = (address: string): Params => (address === '/' ? {} : { returnTo: address });

/** Where somebody goes before anything else. */
const FIRST: Readonly<Record<string, string>> = { 'set-up-totp': '/account/second-factor', 'give-code': '/sign-in/code' };

/** Whoever is not signed in is led to the sign-in page, and from there back to the address that she asked for; so is who has to set up a second factor first. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  if (session.session() === null) {
    try {
      await session.load();
    } catch {
      return new RedirectCommand(router.parseUrl('/offline'), { skipLocationChange: true });
    }
  }
  if (!session.signedIn()) return router.createUrlTree(['/sign-in'], { queryParams: returnTo(state.url) });
  const first = FIRST[session.restriction() ?? 'none'];
  return !first || state.url.split(/[?#]/)[0] === first || router.createUrlTree([first], { queryParams: { returnTo: state.url } });
};
