import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn, type GuardResult } from '@angular/router';
import { ApiProblem, ProgrammeStore } from '@passerelle/shared/web-kit';

/** Shows another page under the address that was asked for. */
const instead = (router: Router, path: string): RedirectCommand => new RedirectCommand(router.parseUrl(path), { skipLocationChange: true });

async function withProgrammes(lead: (programmes: ProgrammeStore, router: Router) => GuardResult): Promise<GuardResult> {
  const programmes = inject(ProgrammeStore);
  const router = inject(Router);
  try {
    await programmes.loadOnce();
  } catch (thrown) {
    const { status } = ApiProblem.from(thrown);
    return status === 401 ? router.parseUrl('/sign-in') : instead(router, status === 403 ? '/no-programme' : '/offline');
  }
  return lead(programmes, router);
}

export const firstProgramme: CanActivateFn = () =>
  withProgrammes((programmes, router) => {
    const first = programmes.current() ?? programmes.programmes()[0];
    return first ? router.createUrlTree(['/programmes', first.code]) : instead(router, '/no-programme');
  });

export const chosenProgramme: CanActivateFn = (route) =>
  withProgrammes((programmes, router) => {
    const code = route.paramMap.get('programme') ?? '';
    if (!programmes.programmes().some((programme) => programme.code === code)) return instead(router, '/not-found');
    programmes.choose(code);
    return true;
  });
