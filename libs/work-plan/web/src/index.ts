export { WorkPlanComponent } from './work-plan/work-plan.component';
