// as libs/budget/api/src/x.ts
// must fail no-restricted-imports
import { signal } from '@angular/core';
export const x = signal;
