export interface MailOptions {
  /** smtp:// or smtps:// with name and password; null: mails are written and not sent. */
  readonly smtp: string | null;
  /** Whom mails come from: an address, or a name and an address in angle brackets. */
  readonly from: string;
}
export const MAIL_OPTIONS = Symbol('MAIL_OPTIONS');
