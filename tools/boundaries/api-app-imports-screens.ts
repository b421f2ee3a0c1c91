// as apps/api/src/x.ts
// must fail no-restricted-imports
import { BUDGET_ROUTES } from '@passerelle/budget/web';
export const x = BUDGET_ROUTES;
