// as libs/budget/model/src/x.ts
// must fail no-restricted-imports
import { BudgetModule } from '@passerelle/budget/api';
export const x = BudgetModule;
