import { missing, reason, type Reason } from './form';

const looksLikeAddress = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email);

export const addressReason = (email: string): Reason | null => missing(email, 'signIn.emailMissing') ?? (looksLikeAddress(email.trim()) ? null : reason('signIn.emailWrong'));
