import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PERSON_ROLES, type PersonRole } from '@passerelle/shared/kernel';
import type { ProviderSettings } from '@passerelle/identity/api';
import { LOG_LEVELS, type Installation, type LogLevel } from '@passerelle/shared/api-kit';

/** Where everything that differs from one installation to the next comes from: the environment, and files for secrets (NAME_FILE). */
export interface Config extends Installation {
  readonly databaseUrl: string;
  readonly port: number;
  readonly host: string;
  /** Whether a demo that is loaded gets a sample of how its budget could be broken down: the published sheet gives the operators' totals alone. */
  readonly demoBreakdown: boolean;
  /** The folder of the built screens; null serves the API alone. */
  readonly webRoot: string | null;
  /** Whether a proxy in front tells by X-Forwarded-… headers where a request came from. */
  readonly trustProxy: boolean;
  /** Where mails are handed over (null: written and not sent), and whom they come from. */
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  /** Providers of OpenID Connect by which people may sign in beside a password. */
  readonly providers: readonly ProviderSettings[];
  /** How often one session may ask the API in a minute; 0: as often as it likes. */
  readonly requestsPerMinute: number;
  readonly logLevel: LogLevel;
}

type Env = Readonly<Record<string, string | undefined>>;

const SECRET_LENGTH = 32;
const TOTP_ROLES: readonly PersonRole[] = ['SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR'];

/** A secret from the environment, or from the file that NAME_FILE names, so that it need not stand in the environment. */
export function secretOf(env: Env, name: string): string | null {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || null;
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (error) {
    throw new Error(`${name}_FILE names "${file}", which cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function oneOf<const T extends string>(env: Env, name: string, allowed: readonly T[], otherwise: T): T {
  const given = env[name] || otherwise;
  if (!allowed.includes(given as T)) throw new Error(`${name} must be ${allowed.map((one) => `"${one}"`).join(' or ')}; it is "${given}".`);
  return given as T;
}

function wholeNumber(env: Env, name: string, otherwise: number, least: number): number {
  const given = Number(env[name] || otherwise);
  if (!Number.isInteger(given) || given < least) throw new Error(`${name} must be a whole number from ${least} on; it is "${env[name]}".`);
  return given;
}

function rolesOf(env: Env, demo: boolean): readonly PersonRole[] {
  const given = env['PASSERELLE_TOTP_ROLES'];
  if (given === undefined) return demo ? [] : TOTP_ROLES;
  const roles = given.split(',').map((role) => role.trim()).filter(Boolean);
  const unknown = roles.find((role) => !PERSON_ROLES.includes(role as PersonRole));
  if (unknown) throw new Error(`PASSERELLE_TOTP_ROLES names "${unknown}", which is no role; there are: ${PERSON_ROLES.join(', ')}.`);
  return roles as PersonRole[];
}

/** What is wrong about it is said without it: it may hold a password. */
function smtpUrlOf(env: Env): string | null {
  const given = secretOf(env, 'PASSERELLE_SMTP_URL');
  if (given !== null && !(URL.canParse(given) && /^smtps?:$/.test(new URL(given).protocol) && new URL(given).hostname)) throw new Error('PASSERELLE_SMTP_URL must be an address such as smtps://name:password@mail.example.');
  return given;
}

const MAIL_FROM_OF_THE_DEMO = 'Passerelle <passerelle@localhost>';
const IS_SENDER = /^[^\s@<>,;"]+@[^\s@<>,;"]+$|^[^<>\r\n]+ <[^\s@<>,;"]+@[^\s@<>,;"]+>$/;

function mailOf(env: Env): Config['mail'] {
  const smtpUrl = smtpUrlOf(env);
  const from = env['PASSERELLE_MAIL_FROM'];
  if (smtpUrl && !from) throw new Error('PASSERELLE_MAIL_FROM is missing: with PASSERELLE_SMTP_URL mails are sent, and they come from somebody.');
  if (from && !IS_SENDER.test(from)) throw new Error(`PASSERELLE_MAIL_FROM must be an address, or a name with an address such as Passerelle <no-reply@passerelle.example>; it is "${from}".`);
  return { smtpUrl, from: from || MAIL_FROM_OF_THE_DEMO };
}

/**
 * PASSERELLE_OIDC: a JSON list of { id, name, issuer, clientId, clientSecret?, givesSecondFactor? }; from a file by PASSERELLE_OIDC_FILE, since it holds secrets.
 */
function providersOf(env: Env): readonly ProviderSettings[] {
  const given = secretOf(env, 'PASSERELLE_OIDC');
  if (given === null) return [];
  let list: unknown;
  try {
    list = JSON.parse(given);
  } catch {
    throw new Error('PASSERELLE_OIDC must be a list in JSON.');
  }
  if (!Array.isArray(list)) throw new Error('PASSERELLE_OIDC must be a list in JSON.');
  const providers = list.map((one: Record<string, unknown>, index): ProviderSettings => {
    const text = (name: string, pattern: RegExp): string => {
      const value = one?.[name];
      if (typeof value !== 'string' || !pattern.test(value)) throw new Error(`PASSERELLE_OIDC: "${name}" of provider ${index + 1} is missing or wrong.`);
      return value;
    };
    const issuer = text('issuer', /^https?:\/\//);
    if (!URL.canParse(issuer) || (new URL(issuer).protocol !== 'https:' && !isLocal(new URL(issuer)))) throw new Error(`PASSERELLE_OIDC: "issuer" of provider ${index + 1} must begin with https://.`);
    return {
      id: text('id', /^[a-z0-9-]{1,40}$/),
      name: text('name', /\S/),
      issuer,
      clientId: text('clientId', /\S/),
      clientSecret: one['clientSecret'] === undefined ? null : text('clientSecret', /\S/),
      givesSecondFactor: one['givesSecondFactor'] === true,
    };
  });
  const twice = providers.find(({ id }, index) => providers.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Error(`PASSERELLE_OIDC names "${twice.id}" twice.`);
  return providers;
}

const isLocal = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

/** What a real installation lacks, all of it at once: nothing is made up where people's work depends on it. */
function missingForProduction(env: Env, secret: string | null, smtpUrl: string | null): string[] {
  const url = env['PASSERELLE_URL'];
  return [
    ...(!url ? ['PASSERELLE_URL (the address at which people reach it)'] : URL.canParse(url) && new URL(url).protocol !== 'https:' && !isLocal(new URL(url)) ? ['PASSERELLE_URL with https://'] : []),
    ...(secret ? [] : ['PASSERELLE_SECRET or PASSERELLE_SECRET_FILE (a random text of 32 characters or more)']),
    ...(smtpUrl ? [] : ['PASSERELLE_SMTP_URL or PASSERELLE_SMTP_URL_FILE (the server that takes its mails)']),
    ...(env['PASSERELLE_MAIL_FROM'] ? [] : ['PASSERELLE_MAIL_FROM (the address that its mails come from)']),
  ];
}

/**
 * Reads the configuration. `serves` is false for the command line, which needs neither address nor secrets. Throws an Error whose message is one clear
 * sentence; outside demo mode the server refuses to start without what it needs to be safe.
 */
export function readConfig(env: Env, { serves }: { serves: boolean }): Config {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL is missing.');
  const demo = oneOf(env, 'PASSERELLE_DEMO', ['on', 'off'], 'off') === 'on';
  const port = Number(env['PORT'] ?? 3000);
  const secret = secretOf(env, 'PASSERELLE_SECRET');
  const missing = serves && !demo ? missingForProduction(env, secret, secretOf(env, 'PASSERELLE_SMTP_URL')) : [];
  if (missing.length) throw new Error(`outside demo mode this must be set: ${missing.join('; ')}.`);
  if (secret !== null && secret.length < SECRET_LENGTH) throw new Error(`PASSERELLE_SECRET must have ${SECRET_LENGTH} characters or more.`);
  const publicUrl = env['PASSERELLE_URL'] || `http://localhost:${port}`;
  if (!URL.canParse(publicUrl)) throw new Error(`PASSERELLE_URL must be an address such as https://passerelle.example; it is "${publicUrl}".`);
  return {
    databaseUrl,
    port,
    host: env['HOST'] ?? 'localhost',
    webRoot: env['WEB_ROOT'] || null,
    demo,
    demoBreakdown: oneOf(env, 'PASSERELLE_DEMO_BREAKDOWN', ['on', 'off'], 'off') === 'on',
    publicUrl: publicUrl.replace(/\/+$/, ''),
    // Without one, what was encrypted before cannot be read again: enough for the command line and for a demo without a data folder.
    secret: secret ?? randomBytes(SECRET_LENGTH).toString('base64url'),
    sessionMinutes: wholeNumber(env, 'PASSERELLE_SESSION_MINUTES', 60, 5),
    totpRoles: rolesOf(env, demo),
    providers: providersOf(env),
    trustProxy: oneOf(env, 'PASSERELLE_TRUST_PROXY', ['on', 'off'], 'off') === 'on',
    mail: mailOf(env),
    requestsPerMinute: wholeNumber(env, 'PASSERELLE_REQUESTS_PER_MINUTE', 600, 0),
    // Whoever tries it out looks at the terminal; who runs it, at the log.
    logLevel: oneOf(env, 'PASSERELLE_LOG', LOG_LEVELS, demo ? 'warn' : 'info'),
  };
}
