import { DestroyRef, Injector, afterNextRender, inject } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';

/**
 * Called where the page of a mail's link is made: hands over what stands behind the # ('' where nothing does) and takes it out of the address bar and the history at once,
 * so that nobody reads it there, and no page that follows is told.
 */
export function tokenOfLink(take: (token: string) => void): void {
  const router = inject(Router);
  const route = inject(ActivatedRoute);
  const injector = inject(Injector);
  let isFirst = true;
  // Another link pasted into the same tab changes only the fragment: the page stays.
  const fragments = route.fragment.subscribe((fragment) => {
    if (fragment || isFirst) take(fragment ?? '');
    isFirst = false;
    if (fragment) afterNextRender(() => void router.navigate([], { relativeTo: route, replaceUrl: true }), { injector });
  });
  inject(DestroyRef).onDestroy(() => fragments.unsubscribe());
}
