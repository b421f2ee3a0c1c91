import { inject, type Type } from '@angular/core';
import type { CanDeactivateFn, CanMatchFn, Routes } from '@angular/router';
import type { Permission } from '@passerelle/shared/kernel';
import { SessionStore } from '@passerelle/shared/web-kit';
import { BudgetFrameComponent } from './_ui/budget-frame.component';
import { BudgetGridComponent } from './budget-grid/budget-grid.component';
import { NoBudgetComponent } from './no-budget/no-budget.component';

/** A screen of edits, asked before it is left. */
interface Leavable {
  mayLeave(): Promise<boolean>;
}

const nothingUnsaved: CanDeactivateFn<Leavable> = (screen) => screen?.mayLeave() ?? true;

/** Works for associated operators only: none of her projects has a budget for her. */
const onlyAssociated: CanMatchFn = () => {
  const session = inject(SessionStore);
  return !session.mayAnywhere('budget.read') && !!session.person()?.assignments.some(({ role }) => role === 'ASSOCIATED_OFFICER');
};
const needs: Permission = 'project.read';

/** The budget of the project that the address names, with the screens and the notice that other domains bring: `:programme` and `:project` stand in a parent route. */
export const budgetRoutes = (more: Routes, notice?: () => Promise<Type<unknown>>): Routes => [
  { path: '', canMatch: [onlyAssociated], data: { needs }, children: [{ path: '**', component: NoBudgetComponent }] },
  {
    path: '',
    component: BudgetFrameComponent,
    data: { notice },
    children: [
      { path: '', pathMatch: 'full', component: BudgetGridComponent, canDeactivate: [nothingUnsaved] },
      { path: 'lines', loadComponent: async () => (await import('./budget-lines/budget-lines.component')).BudgetLinesComponent, canDeactivate: [nothingUnsaved] },
      { path: 'simplified-costs', loadComponent: async () => (await import('./simplified-costs/simplified-costs.component')).SimplifiedCostsComponent },
      { path: 'co-financing', loadComponent: async () => (await import('./co-financing/co-financing.component')).CoFinancingComponent, canDeactivate: [nothingUnsaved] },
      { path: 'cross-tables', loadComponent: async () => (await import('./cross-table/cross-table.component')).CrossTableComponent },
      ...more,
    ],
  },
];

/** Who pays how much in the programme that the address names, for who sees all of it. */
export const PROGRAMME_BUDGET_ROUTES: Routes = [
  { path: '', loadComponent: async () => (await import('./programme-co-financing/programme-co-financing.component')).ProgrammeCoFinancingComponent },
];
export const BUDGET_ROUTES = budgetRoutes([]);
