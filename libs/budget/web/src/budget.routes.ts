import type { CanDeactivateFn, Routes } from '@angular/router';
import { BudgetGridComponent } from './budget-grid/budget-grid.component';

const nothingUnsaved: CanDeactivateFn<BudgetGridComponent> = (screen) => screen?.mayLeave() ?? true;

/** The budget of the project that the address names: `:programme` and `:project` stand in a parent route. */
export const BUDGET_ROUTES: Routes = [{ path: '', component: BudgetGridComponent, canDeactivate: [nothingUnsaved] }];
