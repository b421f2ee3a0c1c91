export { IDENTITY_ROUTES } from './identity.routes';
export { SignInFormComponent } from './_ui/sign-in-form.component';
