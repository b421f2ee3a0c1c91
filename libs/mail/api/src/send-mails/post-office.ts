import nodemailer from 'nodemailer';
import { mailAsHtml, wrapText } from '@passerelle/mail/model';
import type { MailToSend } from '../_persistence/mail.repository';

/** A server that says nothing for so long is not there: well within the time for which a mail is taken. */
const PATIENCE_MILLISECONDS = 20_000;

export interface PostOffice {
  post(mail: MailToSend & { readonly body: string }): Promise<void>;
}

/** Hands mails to the SMTP server. The number of a mail stays the same with every attempt, so that the other side knows one that comes twice. */
export function postOffice({ smtp, from, publicUrl }: { smtp: string; from: string; publicUrl: string }): PostOffice {
  const transport = nodemailer.createTransport({
    url: smtp, connectionTimeout: PATIENCE_MILLISECONDS, greetingTimeout: PATIENCE_MILLISECONDS, socketTimeout: PATIENCE_MILLISECONDS, disableFileAccess: true, disableUrlAccess: true,
  });
  return {
    post: async ({ mailId, recipient, language, subject, body, createdAt }) => {
      await transport.sendMail({
        messageId: `<${mailId}@${new URL(publicUrl).hostname}>`,
        date: new Date(createdAt),
        from,
        // As an object: what stands in the address is never read as a list of several.
        to: { name: '', address: recipient },
        subject,
        text: wrapText(body),
        html: mailAsHtml({ subject, body }, language, publicUrl),
        headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}

/** What went wrong, in codes alone: a server's own words repeat the address. */
export function codesOf(error: unknown): string {
  const { code, command, responseCode, response } = error as { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown };
  const detail = typeof response === 'string' ? /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined;
  const codes = [code, command, responseCode, detail].filter((part): part is string | number => (typeof part === 'string' && /^[\w. -]{1,40}$/.test(part)) || typeof part === 'number');
  return codes.join(' ') || 'unexpected';
}
