import type { Routes } from '@angular/router';
import { DemoMailsComponent } from './demo-mails/demo-mails.component';

export const DEMO_MAIL_ROUTES: Routes = [{ path: '', component: DemoMailsComponent }];
