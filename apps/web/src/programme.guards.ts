import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn, type GuardResult } from '@angular/router';
import type { ProjectPage } from '@passerelle/overview/model';
import { ApiClient, ApiProblem, ProgrammeStore, SessionStore } from '@passerelle/shared/web-kit';

/** Shows another page under the address that was asked for. */
const instead = (router: Router, path: string): RedirectCommand => new RedirectCommand(router.parseUrl(path), { skipLocationChange: true });

async function withProgrammes(lead: (programmes: ProgrammeStore, router: Router) => GuardResult | Promise<GuardResult>): Promise<GuardResult> {
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

/** The account belongs to no programme: the one in which she works stands beside it all the same, where there is one and nothing bars it. */
export const anyProgramme: CanActivateFn = async () => {
  const programmes = inject(ProgrammeStore);
  if (inject(SessionStore).restriction()) return true;
  await programmes.loadOnce().catch(() => undefined);
  const [first] = programmes.programmes();
  if (first && !programmes.current()) programmes.choose(first.code);
  return true;
};

/** Who sees one project only, as after an invitation to it, is led to it; everybody else to the start. */
export const onlyProject: CanActivateFn = () => {
  const api = inject(ApiClient);
  return withProgrammes(async (programmes, router) => {
    const [programme, another] = programmes.programmes();
    if (!programme || another) return router.createUrlTree(['/']);
    const answer = await api.get<ProjectPage>(`/api/programmes/${encodeURIComponent(programme.code)}/projects`, { pageSize: 1 }).catch(() => null);
    const project = answer?.body.rowCount === 1 ? answer.body.rows[0] : undefined;
    return router.createUrlTree(project ? ['/programmes', programme.code, 'projects', project.code] : ['/']);
  });
};
