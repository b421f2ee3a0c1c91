import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn, type Params } from '@angular/router';
import { SessionStore } from './session.store';

/** The start needs no way back: signing in leads there anyway. */
const returnTo = (address: string): Params => (address === '/' ? {} : { returnTo: address });

/** Whoever is not signed in is led to the sign-in page, and from there back to the address that she asked for. */
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
  return session.signedIn() || router.createUrlTree(['/sign-in'], { queryParams: returnTo(state.url) });
};
