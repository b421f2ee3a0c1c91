import { signal, type DestroyRef, type Signal } from '@angular/core';

/** Whether the screen is a phone's: rows are stacked there instead of a grid. */
export function narrowScreen(window: Window | null, destroyed: DestroyRef): Signal<boolean> {
  const query = window?.matchMedia?.('(max-width: 600px)');
  const narrow = signal(query?.matches ?? false);
  const follow = (event: MediaQueryListEvent) => narrow.set(event.matches);
  query?.addEventListener('change', follow);
  destroyed.onDestroy(() => query?.removeEventListener('change', follow));
  return narrow;
}
