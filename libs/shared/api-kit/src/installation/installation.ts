import { createHmac } from 'node:crypto';
import type { PersonRole } from '@passerelle/shared/kernel';

/** What every domain may ask about this installation. Comes from the environment; see apps/api/src/config.ts. */
export interface Installation {
  readonly demo: boolean;
  /** Where people reach it, without a slash at the end: what links in mails begin with, and whose Origin changing requests come from. */
  readonly publicUrl: string;
  /** From which every other key is derived (`keyFor`); it is never used itself. */
  readonly secret: string;
  /** A session ends after so many minutes without a request. */
  readonly sessionMinutes: number;
  /** Roles that sign in with a second factor only. */
  readonly totpRoles: readonly PersonRole[];
}

export const INSTALLATION = Symbol('INSTALLATION');

/** Whether people come by HTTPS: then cookies are `__Host-` and Secure, and browsers are told to stay with HTTPS. */
export const isServedByHttps = ({ publicUrl }: Pick<Installation, 'publicUrl'>): boolean => publicUrl.startsWith('https://');

/** A key of 32 bytes for one purpose, derived from the installation's secret: what one key opens, another does not. */
export const keyFor = ({ secret }: Pick<Installation, 'secret'>, purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest();
