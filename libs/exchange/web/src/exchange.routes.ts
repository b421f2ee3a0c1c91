import type { Routes } from '@angular/router';
import { ImportBudgetComponent } from './import-budget/import-budget.component';
import { ImportSheetComponent } from './import-sheet/import-sheet.component';

export const EXCHANGE_ROUTES: Routes = [{ path: '', component: ImportSheetComponent }];

/** Below the budget of the project that the address names. */
export const BUDGET_IMPORT_ROUTES: Routes = [{ path: 'import', component: ImportBudgetComponent }];
