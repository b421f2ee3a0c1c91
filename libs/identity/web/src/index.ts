export { ACCOUNT_ROUTES, CONFIRM_EMAIL_ROUTES, IDENTITY_ROUTES, INVITATION_ROUTES, NEW_PASSWORD_ROUTES } from './identity.routes';
export { SignInFormComponent } from './_ui/sign-in-form.component';
