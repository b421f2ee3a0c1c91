// as libs/budget/model/src/x.ts
// must fail no-restricted-imports
import { of } from 'rxjs';
export const x = of;
