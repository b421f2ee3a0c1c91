import { missing, reason, type Reason } from './form';

/** As far as a form can tell; the server knows better. Visible ASCII alone: see EMAIL_SIGNS. */
const looksLikeAddress = (email: string): boolean => /^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/.test(email);

export const addressReason = (email: string): Reason | null => missing(email, 'signIn.emailMissing') ?? (looksLikeAddress(email.trim()) ? null : reason('signIn.emailWrong'));
