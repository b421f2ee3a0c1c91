import { PASSWORD_MIN_LENGTH, passwordRefusals } from '@passerelle/identity/model';
import { missing, type Reason } from './form';

export const NEW_PASSWORD_HINT = { characters: PASSWORD_MIN_LENGTH };

/** What the server would refuse about a new password, said before it is asked. */
export const newPasswordReason = (password: string, email: string): Reason | null => missing(password, 'account.password.missing') ?? passwordRefusals(password, email)[0] ?? null;
