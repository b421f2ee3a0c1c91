import type { Language } from '@passerelle/shared/kernel';

/** An address inside the application; a mail never leads anywhere else. */
export type OwnAddress = `/${string}`;

interface Greeted {
  /** Who is greeted; without a name the greeting stands alone. */
  readonly name?: string | null;
}
/** A mail whose link is what it is for. */
interface WithLink<Params> {
  readonly params: Params;
  readonly link: OwnAddress;
}
/** A mail that tells something; its link leads to the start where no other is given. */
interface News<Params> {
  readonly params: Params;
  readonly link?: OwnAddress;
}

/** Every mail that there is, with what its text needs. Its texts are `mail.<kind>.subject` and `mail.<kind>.body`, in which `link` is a full address. */
export interface MailContents {
  readonly 'identity.deactivated': News<Greeted>;
  readonly 'identity.email-change': WithLink<Greeted>;
  /** Goes to the address that was the account's until now. */
  readonly 'identity.email-changed-notice': News<Greeted>;
  /** Does not say who invites: an address in it would serve whoever wants to pass for a colleague. */
  readonly 'identity.invitation': WithLink<Greeted & { readonly days: number }>;
  readonly 'identity.password-changed': News<Greeted>;
  readonly 'identity.password-reset': WithLink<Greeted & { readonly minutes: number }>;
  /** `provider` as the installation names it. */
  readonly 'identity.provider-linked': News<Greeted & { readonly provider: string }>;
  readonly 'identity.provider-unlinked': News<Greeted & { readonly provider: string }>;
  /** `role` in the words of the reader's language, `place` as it is named: a programme, a project, an operator. */
  readonly 'identity.role-added': News<Greeted & { readonly role: string; readonly place: string }>;
  readonly 'identity.totp-changed': News<Greeted>;
}
export type MailKind = keyof MailContents;

export const MAIL_KINDS = [
  'identity.deactivated',
  'identity.email-change',
  'identity.email-changed-notice',
  'identity.invitation',
  'identity.password-changed',
  'identity.password-reset',
  'identity.provider-linked',
  'identity.provider-unlinked',
  'identity.role-added',
  'identity.totp-changed',
] as const satisfies readonly MailKind[];

/** A mail to one person. `personId` where she has an account, so that her mails can be found with what else is kept about her. */
export type Mail = { [Kind in MailKind]: { readonly to: string; readonly personId?: string | null; readonly language: Language; readonly kind: Kind } & MailContents[Kind] }[MailKind];
