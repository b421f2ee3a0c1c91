// as libs/exchange/api/src/x.ts
// must fail no-restricted-imports
import { BudgetEntity } from '@passerelle/budget/api/src/_persistence/budget.entities';
export const x = BudgetEntity;
