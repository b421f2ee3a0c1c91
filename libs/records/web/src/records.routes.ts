import type { Routes } from '@angular/router';

/** What a programme keeps: until when, and about whom. */
export const RECORDS_ROUTES: Routes = [
  { path: 'retention', loadComponent: async () => (await import('./retention-list/retention-list.component')).RetentionListComponent },
  { path: 'personal-data', loadComponent: async () => (await import('./personal-data/personal-data.component')).PersonalDataComponent },
  { path: 'people/:personId/erase', loadComponent: async () => (await import('./erase-person/erase-person.component')).ErasePersonComponent },
];
