import { signal, type ApplicationRef, type DestroyRef, type Signal } from '@angular/core';

/** Whether the page is shown as it is printed. What depends on it stands before the browser takes its picture. */
export function printedPage(window: Window | null, destroyed: DestroyRef, application: ApplicationRef): Signal<boolean> {
  const query = window?.matchMedia?.('print');
  const printed = signal(query?.matches ?? false);
  const follow = () => {
    printed.set(query?.matches ?? false);
    application.tick();
  };
  query?.addEventListener('change', follow);
  destroyed.onDestroy(() => query?.removeEventListener('change', follow));
  return printed.asReadonly();
}
