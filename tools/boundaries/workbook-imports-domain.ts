// as libs/shared/workbook/src/x.ts
// must fail no-restricted-imports
import { BudgetReader } from '@passerelle/budget/api';
export const x = BudgetReader;
