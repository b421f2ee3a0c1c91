import type { Routes } from '@angular/router';
import { SignInComponent } from './sign-in/sign-in.component';

export const IDENTITY_ROUTES: Routes = [{ path: '', component: SignInComponent }];
