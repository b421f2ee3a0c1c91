import { IsString, Matches } from 'class-validator';

/** What a one-time link in a mail carries after its #: 32 random bytes. It stands in the fragment, so that it reaches no log, and is sent in the body. */
export class LinkToken {
  @IsString() @Matches(/^[\w-]{43}$/) token: string;
}

/** For what a one-time link was made. Where it leads: /invitation#…, /new-password#…, /confirm-email#… */
export const LINK_PURPOSES = ['INVITATION', 'PASSWORD_RESET', 'EMAIL_CHANGE'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];
