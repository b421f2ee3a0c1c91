// as libs/budget/api/src/open-budget/x.ts
// must fail no-restricted-imports
import { ChangeAmountsUseCase } from '../change-amounts/change-amounts.use-case';
export const x = ChangeAmountsUseCase;
