import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../src/config';

const DEMO = { DATABASE_URL: 'postgres://localhost/passerelle', PASSERELLE_DEMO: 'on' };
const REAL = {
  DATABASE_URL: 'postgres://localhost/passerelle',
  PASSERELLE_URL: 'https://passerelle.example',
  PASSERELLE_SECRET: 'a secret of thirty-two characters or more',
  PASSERELLE_SMTP_URL: 'smtps://passerelle:password@mail.example',
  PASSERELLE_MAIL_FROM: 'Passerelle <no-reply@passerelle.example>',
};
const read = (env: Record<string, string | undefined>, serves = true) => readConfig(env, { serves });

const PROVIDER = { id: 'eu-login', name: 'EU Login', issuer: 'https://login.example', clientId: 'passerelle' };

describe('the configuration', () => {
  it('of a demo needs the database alone', () => {
    expect(read({ ...DEMO, PORT: '4000' })).toMatchObject({ demo: true, publicUrl: 'http://localhost:4000', sessionMinutes: 60, totpRoles: [], trustProxy: false, requestsPerMinute: 600, logLevel: 'warn', mail: { smtpUrl: null } });
  });

  it('of a real installation is taken as it is given', () => {
    expect(read({ ...REAL, PASSERELLE_URL: 'https://passerelle.example/', PASSERELLE_TRUST_PROXY: 'on', PASSERELLE_TOTP_ROLES: 'VERIFIER, AUDITOR' })).toMatchObject({
      demo: false, publicUrl: 'https://passerelle.example', secret: REAL.PASSERELLE_SECRET, trustProxy: true, totpRoles: ['VERIFIER', 'AUDITOR'], mail: { smtpUrl: REAL.PASSERELLE_SMTP_URL, from: REAL.PASSERELLE_MAIL_FROM },
    });
    expect(read(REAL).logLevel).toBe('info');
    expect(read(REAL).totpRoles).toEqual(['SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR']);
    expect(read({ ...REAL, PASSERELLE_URL: 'http://localhost:3000' }).publicUrl).toBe('http://localhost:3000');
  });

  it('of the command line needs neither address nor secrets', () => expect(read({ DATABASE_URL: 'postgres://localhost/passerelle' }, false)).toMatchObject({ demo: false, mail: { smtpUrl: null } }));

  it('lacks what a real installation needs: all of it is said at once', () => {
    expect(() => read({ DATABASE_URL: 'postgres://localhost/passerelle' })).toThrow(
      /^outside demo mode this must be set: PASSERELLE_URL \(.*\); PASSERELLE_SECRET or PASSERELLE_SECRET_FILE \(.*\); PASSERELLE_SMTP_URL or PASSERELLE_SMTP_URL_FILE \(.*\); PASSERELLE_MAIL_FROM \(.*\)\.$/,
    );
  });

  it.each([
    ['no database', { ...DEMO, DATABASE_URL: '' }, 'DATABASE_URL is missing.'],
    ['a mode that is none', { ...DEMO, PASSERELLE_DEMO: 'maybe' }, 'PASSERELLE_DEMO must be "on" or "off"; it is "maybe".'],
    ['an address without HTTPS', { ...REAL, PASSERELLE_URL: 'http://passerelle.example' }, 'outside demo mode this must be set: PASSERELLE_URL with https://.'],
    ['an address that is none', { ...REAL, PASSERELLE_URL: 'passerelle' }, 'PASSERELLE_URL must be an address such as https://passerelle.example; it is "passerelle".'],
    ['a secret that is too short', { ...REAL, PASSERELLE_SECRET: 'short' }, 'PASSERELLE_SECRET must have 32 characters or more.'],
    ['a secret that is too short, in a demo', { ...DEMO, PASSERELLE_SECRET: 'short' }, 'PASSERELLE_SECRET must have 32 characters or more.'],
    ['a secret’s file that is not there', { ...REAL, PASSERELLE_SECRET_FILE: '/nowhere/secret' }, /^PASSERELLE_SECRET_FILE names "\/nowhere\/secret", which cannot be read: /],
    ['no mail server', { ...REAL, PASSERELLE_SMTP_URL: '' }, /^outside demo mode this must be set: PASSERELLE_SMTP_URL or PASSERELLE_SMTP_URL_FILE \([^;]*\)\.$/],
    ['no sender of mails', { ...REAL, PASSERELLE_MAIL_FROM: undefined }, /^outside demo mode this must be set: PASSERELLE_MAIL_FROM \([^;]*\)\.$/],
    ['a mail server that is none, without repeating its password', { ...REAL, PASSERELLE_SMTP_URL: 'https://name:hidden@mail.example' }, 'PASSERELLE_SMTP_URL must be an address such as smtps://name:password@mail.example.'],
    ['a sender that is none', { ...REAL, PASSERELLE_MAIL_FROM: 'Passerelle' }, /^PASSERELLE_MAIL_FROM must be an address, .* it is "Passerelle"\.$/],
    ['a demo that sends mails from nobody', { ...DEMO, PASSERELLE_SMTP_URL: 'smtp://mail.example' }, /^PASSERELLE_MAIL_FROM is missing: /],
    ['a session that is too short', { ...REAL, PASSERELLE_SESSION_MINUTES: '4' }, 'PASSERELLE_SESSION_MINUTES must be a whole number from 5 on; it is "4".'],
    ['a session of no length', { ...REAL, PASSERELLE_SESSION_MINUTES: 'long' }, 'PASSERELLE_SESSION_MINUTES must be a whole number from 5 on; it is "long".'],
    ['a limit that is none', { ...REAL, PASSERELLE_REQUESTS_PER_MINUTE: '-1' }, 'PASSERELLE_REQUESTS_PER_MINUTE must be a whole number from 0 on; it is "-1".'],
    ['a log that is none', { ...REAL, PASSERELLE_LOG: 'loud' }, 'PASSERELLE_LOG must be "debug" or "info" or "warn" or "error" or "silent"; it is "loud".'],
    ['a role that is none', { ...REAL, PASSERELLE_TOTP_ROLES: 'AUDITOR,BOSS' }, /^PASSERELLE_TOTP_ROLES names "BOSS", which is no role; there are: .*AUDITOR/],
    ['providers that are no JSON', { ...REAL, PASSERELLE_OIDC: 'eu-login' }, 'PASSERELLE_OIDC must be a list in JSON.'],
    ['a provider without its issuer', { ...REAL, PASSERELLE_OIDC: '[{"id":"eu-login","name":"EU Login"}]' }, 'PASSERELLE_OIDC: "issuer" of provider 1 is missing or wrong.'],
    ['a provider that is not asked by HTTPS', { ...REAL, PASSERELLE_OIDC: JSON.stringify([{ ...PROVIDER, issuer: 'http://login.example' }]) }, 'PASSERELLE_OIDC: "issuer" of provider 1 must begin with https://.'],
    ['two providers of one code', { ...REAL, PASSERELLE_OIDC: JSON.stringify([PROVIDER, PROVIDER]) }, 'PASSERELLE_OIDC names "eu-login" twice.'],
    ['a proxy that is none', { ...REAL, PASSERELLE_TRUST_PROXY: 'yes' }, 'PASSERELLE_TRUST_PROXY must be "on" or "off"; it is "yes".'],
  ])('is refused with one clear sentence: %s', (_what, env, sentence) => {
    expect(() => read(env)).toThrow(typeof sentence === 'string' ? new RegExp(`^${sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : sentence);
  });

  it('takes providers by which people sign in', () => {
    expect(read({ ...REAL, PASSERELLE_OIDC: JSON.stringify([PROVIDER]) }).providers).toEqual([{ ...PROVIDER, clientSecret: null, givesSecondFactor: false }]);
    expect(read(REAL).providers).toEqual([]);
  });

  describe('from files', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-config-'));
    const file = (name: string, text: string): string => (writeFileSync(path.join(folder, name), text), path.join(folder, name));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('takes secrets, without the newline at their end', () => {
      const env = { ...REAL, PASSERELLE_SECRET: undefined, PASSERELLE_SMTP_URL: undefined, PASSERELLE_SECRET_FILE: file('secret', `${REAL.PASSERELLE_SECRET}\n`), PASSERELLE_SMTP_URL_FILE: file('smtp', 'smtp://mail.example:587\n') };
      expect(read(env)).toMatchObject({ secret: REAL.PASSERELLE_SECRET, mail: { smtpUrl: 'smtp://mail.example:587' } });
    });

    it('takes no empty file for a secret', () => {
      const env = { ...REAL, PASSERELLE_SECRET: undefined, PASSERELLE_SMTP_URL: undefined, PASSERELLE_SECRET_FILE: file('empty', '\n'), PASSERELLE_SMTP_URL_FILE: file('empty too', '\n') };
      expect(() => read(env)).toThrow(/^outside demo mode this must be set: PASSERELLE_SECRET or .*; PASSERELLE_SMTP_URL or .*\.$/);
    });
  });
});
