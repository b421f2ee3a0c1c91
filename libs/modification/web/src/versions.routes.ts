import type { Routes } from '@angular/router';

/** The versions of the budget that the address names: `:programme` and `:project` stand in a parent route. */
export const VERSION_ROUTES: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./version-list/version-list.component')).VersionListComponent },
  { path: 'difference', loadComponent: async () => (await import('./version-difference/version-difference.component')).VersionDifferenceComponent },
  { path: ':number/submit', loadComponent: async () => (await import('./submit-version/submit-version.component')).SubmitVersionComponent },
  { path: ':number/decide', loadComponent: async () => (await import('./decide-version/decide-version.component')).DecideVersionComponent },
];
