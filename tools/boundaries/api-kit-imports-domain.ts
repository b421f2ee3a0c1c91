// as libs/shared/api-kit/src/x.ts
// must fail no-restricted-imports
import { BudgetActions } from '@passerelle/budget/api';
export const x = BudgetActions;
