import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { MailActions, MailSender } from '@passerelle/mail/api';
import { DemoMailView, type Mail } from '@passerelle/mail/model';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { createApp } from '../src/create-app';
import { contractErrors, testApp, testConfig, type TestApp } from './test-app';

const TO = 'élodie.finance@ab-refugies.example';
const INVITATION: Mail = { to: TO, personId: null, language: 'nl', kind: 'identity.invitation', params: { name: 'Élodie', days: 7 }, link: '/invitation/een-geheim-teken' };
const PLACE = 'Meerjarensubsidieaanvraagverantwoordelijkheidsoverleg – œuvre «Réfugiés» €';

/** A real SMTP server that keeps what it is given, and refuses as long as it is told to. */
async function smtpServer() {
  const received: { from: string; to: string[]; raw: string }[] = [];
  const state = { refuses: false, slow: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (address, _session, done) => done(state.refuses ? Object.assign(new Error(`5.1.1 <${address.address}> is not known here`), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => setTimeout(() => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString('utf8') });
        done();
      }, state.slow));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { received, state, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

const headerOf = (raw: string, name: string): string => {
  const value = new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw)?.[1] ?? '';
  const unfolded = value.replace(/\?=\r\n[ \t]+=\?/g, '?==?').replace(/\r\n[ \t]+/g, ' ');
  return unfolded.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) => (how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('latin1') : quoted(text.replaceAll('_', ' '), 'latin1'))).replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
};
const quoted = (text: string, as: 'latin1' | 'utf8'): string => Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))), 'latin1').toString(as);
/** The part of a message of this type, decoded. */
const partOf = (raw: string, type: string): string => {
  const part = raw.split(/^--.*\r\n/m).find((one) => new RegExp(`^Content-Type: ${type}`, 'im').test(one))!;
  const [head, ...rest] = part.split('\r\n\r\n');
  const text = rest.join('\r\n\r\n');
  const how = /Content-Transfer-Encoding: (\S+)/i.exec(head!)?.[1]?.toLowerCase();
  const decoded = how === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : how === 'quoted-printable' ? quoted(text, 'utf8') : text;
  return decoded.replaceAll('\r\n', '\n').trim();
};

const write = (app: NestFastifyApplication, mail: Mail = INVITATION): Promise<void> => app.get(UnitOfWork).run(SYSTEM, (tx) => app.get(MailActions).send(tx, mail));

describe('a mail', () => {
  let smtp: Awaited<ReturnType<typeof smtpServer>>;
  let t: TestApp;
  beforeEach(async () => {
    smtp = await smtpServer();
    t = await testApp({ mail: { smtpUrl: smtp.url, from: 'Passerelle <no-reply@passerelle.example>' } });
  });
  afterEach(async () => {
    await t.close();
    await smtp.close();
  });
  const send = () => t.app.get(MailSender).nudge();
  const rows = () => t.sql('select status, attempts, last_error, body, sent_at from mail_message order by id');

  it('is never sent where the act that it tells of is rolled back', async () => {
    const act = t.app.get(UnitOfWork).run(SYSTEM, async (tx) => {
      await t.app.get(MailActions).send(tx, INVITATION);
      throw new Error('the act fails');
    });
    await expect(act).rejects.toThrow('the act fails');
    await send();
    expect([smtp.received, await rows()]).toEqual([[], []]);
  });

  it('is sent once, even when two processes send at the same time, and then its text is gone', async () => {
    smtp.state.slow = 50;
    const beside = await createApp(testConfig(t.url, { mail: { smtpUrl: smtp.url, from: 'no-reply@passerelle.example' } }));
    await beside.init();
    for (let number = 0; number < 8; number++) await write(t.app, { ...INVITATION, to: `person-${number}@programme.example` });
    await Promise.all([send(), beside.get(MailSender).nudge(), send()]);
    await beside.close();
    expect(smtp.received.map(({ to }) => to[0]).sort()).toEqual(Array.from({ length: 8 }, (_, number) => `person-${number}@programme.example`));
    expect(new Set(smtp.received.map(({ raw }) => headerOf(raw, 'Message-ID'))).size).toBe(8);
    expect(await rows()).toEqual(Array(8).fill({ status: 'SENT', attempts: 1, last_error: null, body: null, sent_at: expect.any(Date) }));
  });

  it('goes out by itself, seconds after the commit', async () => {
    await write(t.app);
    for (let waited = 0; waited < 10_000 && smtp.received.length === 0; waited += 100) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(smtp.received).toHaveLength(1);
  });

  it('is tried again after a refusal, keeps no address in its error, and is delivered once the server takes it', async () => {
    smtp.state.refuses = true;
    await write(t.app);
    await send();
    await send();
    const [refused] = await t.sql(`select status, attempts, last_error, body is null gone, extract(epoch from send_after - now()) > 50 as waits from mail_message`);
    expect(refused).toEqual({ status: 'PENDING', attempts: 1, last_error: 'EENVELOPE RCPT TO 550 5.1.1', gone: false, waits: true });
    smtp.state.refuses = false;
    await t.sql('update mail_message set send_after = now()');
    await send();
    expect([smtp.received.length, (await rows())[0]]).toEqual([1, { status: 'SENT', attempts: 2, last_error: null, body: null, sent_at: expect.any(Date) }]);
  });

  it('is given up after six attempts, and its text goes', async () => {
    await smtp.close();
    await write(t.app);
    await t.sql('update mail_message set attempts = 5');
    await send();
    expect(await rows()).toEqual([{ status: 'FAILED', attempts: 6, last_error: expect.stringMatching(/^ESOCKET CONN|^ECONN/), body: null, sent_at: null }]);
  });

  it('of a process that died while sending it is free again five minutes later', async () => {
    await write(t.app);
    await t.sql(`update mail_message set attempts = 1, send_after = now() + interval '5 minutes'`);
    await send();
    expect(smtp.received).toEqual([]);
    await t.sql(`update mail_message set send_after = now()`);
    await send();
    expect(smtp.received).toHaveLength(1);
  });

  it('lies in the database without its link, and does not open for another mail', async () => {
    smtp.state.refuses = true;
    await write(t.app);
    const [{ all, body }] = await t.sql('select mail_message::text "all", body from mail_message');
    expect([all.includes('geheim'), body.toString('latin1').includes('geheim'), body.length > 100]).toEqual([false, false, true]);
    await t.sql('update mail_message set id = gen_random_uuid()');
    await send();
    expect([smtp.received, (await rows())[0].last_error]).toEqual([[], 'sealed under another secret']);
  });

  it('may be written in anybody’s name, and is seen and changed in the application’s own alone', async () => {
    const [{ id }] = await t.sql(`select id from person where email like 'administrator@%'`);
    const as = (personId: string | null, sql: string) => t.app.get(UnitOfWork).run({ personId }, (tx) => tx.query(sql));
    await t.app.get(UnitOfWork).run({ personId: id }, (tx) => t.app.get(MailActions).send(tx, { ...INVITATION, personId: id }));
    expect([await as(id, 'select id from mail_message'), (await as(null, 'select id from mail_message')).length]).toEqual([[], 1]);
    expect([await as(id, `update mail_message set recipient = 'x'`), await as(id, 'delete from mail_message')]).toEqual([[[], 0], [[], 0]]);
    await send();
    expect(smtp.received).toHaveLength(1);
  });

  it('arrives as it was written: accents, long words, in a text and in a page with its link', async () => {
    await write(t.app, { to: TO, language: 'nl', kind: 'identity.role-added', params: { name: 'Élodie Œuvré', role: 'Projectverantwoordelijke', place: `${PLACE} ${'langewoorden '.repeat(20)}` }, link: '/programmes/FWVL?x=1&y=2' });
    await write(t.app, { to: TO, language: 'fr', kind: 'identity.deactivated', params: {} });
    await send();
    const [role, gone] = smtp.received.map(({ raw }) => raw);
    expect(smtp.received[0]).toMatchObject({ from: 'no-reply@passerelle.example', to: [TO] });
    expect([headerOf(role!, 'Subject'), headerOf(gone!, 'Subject')]).toEqual(['U hebt een rol gekregen in Passerelle', 'Votre compte Passerelle est désactivé']);
    expect([headerOf(role!, 'From'), headerOf(role!, 'Content-Language'), headerOf(role!, 'Auto-Submitted')]).toEqual(['Passerelle <no-reply@passerelle.example>', 'nl', 'auto-generated']);
    const text = partOf(role!, 'text/plain; charset=utf-8');
    expect(text).toContain('Beste Élodie Œuvré,\n\n');
    expect(text.replaceAll('\n', ' ')).toContain(`${PLACE} langewoorden langewoorden`);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
    expect(text).toContain('\nhttp://localhost:3000/programmes/FWVL?x=1&y=2\n');
    const html = partOf(role!, 'text/html; charset=utf-8');
    expect(html).toContain('<a href="http://localhost:3000/programmes/FWVL?x=1&amp;y=2">');
    expect(html).toContain(PLACE);
    expect(partOf(gone!, 'text/plain; charset=utf-8').replaceAll('\n', ' ')).toContain('vient d’être désactivé : vous ne pouvez plus vous y connecter.');
    for (const line of role!.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  it('brings no header and no recipient along in its address', async () => {
    await write(t.app, { ...INVITATION, to: 'a@programme.example, b@programme.example' });
    await write(t.app, { ...INVITATION, to: 'c@programme.example\r\nBcc: d@programme.example' });
    await send();
    expect(smtp.received.flatMap(({ to }) => to).filter((to) => /^[bd]@/.test(to))).toEqual([]);
    expect(smtp.received.some(({ raw }) => /^Bcc:/im.test(raw))).toBe(false);
  });

  it('is forgotten after thirty days', async () => {
    await write(t.app);
    await send();
    await t.sql(`update mail_message set created_at = now() - interval '31 days'`);
    const beside = await createApp(testConfig(t.url));
    await beside.init();
    await beside.get(MailSender).nudge();
    await beside.close();
    expect(await rows()).toEqual([]);
  });
});

describe('the demo', () => {
  it('shows the mails that it does not send, latest first, and sends them never', async () => {
    const t = await testApp();
    expect((await t.visitor('GET', '/api/demo/mails')).body).toEqual([]);
    await write(t.app);
    await write(t.app, { to: TO, language: 'fr', kind: 'identity.password-changed', params: {} });
    const answer = await t.visitor('GET', '/api/demo/mails');
    expect([answer.status, answer.headers['cache-control'], await contractErrors(DemoMailView, answer.body)]).toEqual([200, 'no-store', []]);
    expect(answer.body.map(({ kind }: DemoMailView) => kind)).toEqual(['identity.password-changed', 'identity.invitation']);
    expect(answer.body[1]).toMatchObject({ to: TO, language: 'nl', subject: 'Uitnodiging om in Passerelle te werken', links: [{ address: 'http://localhost:3000/invitation/een-geheim-teken', path: '/invitation/een-geheim-teken' }] });
    expect(answer.body[1].body).toMatch(/^Beste Élodie,\n\n/);

    const smtp = await smtpServer();
    const sending = await createApp(testConfig(t.url, { mail: { smtpUrl: smtp.url, from: 'no-reply@passerelle.example' } }));
    await sending.init();
    await sending.get(MailSender).nudge();
    expect(smtp.received).toEqual([]);
    await sending.close();
    await smtp.close();
    await t.close();
  });

  it('shows at most a hundred', async () => {
    const t = await testApp();
    await t.app.get(UnitOfWork).run(SYSTEM, async (tx) => {
      for (let number = 0; number < 103; number++) await t.app.get(MailActions).send(tx, INVITATION);
    });
    expect((await t.visitor('GET', '/api/demo/mails')).body).toHaveLength(100);
    await t.close();
  });

  it('does not show what it can no longer read: mails of an earlier secret', async () => {
    const t = await testApp();
    await write(t.app);
    const later = await createApp(testConfig(t.url, { secret: 'another secret, as of a demo without a folder' }));
    await later.init();
    expect((await later.inject({ method: 'GET', url: '/api/demo/mails' })).json()).toEqual([]);
    await later.close();
    await t.close();
  });
});

describe('outside demo mode', () => {
  it('there is no page of mails, and what the command line writes is sent by the server', async () => {
    const t = await testApp({ demo: false });
    await write(t.app);
    const answer = await t.visitor('GET', '/api/demo/mails');
    expect([answer.status, answer.body.code]).toEqual([404, 'general.not-found']);
    const smtp = await smtpServer();
    const server = await createApp(testConfig(t.url, { demo: false, mail: { smtpUrl: smtp.url, from: 'no-reply@passerelle.example' } }));
    await server.init();
    await server.get(MailSender).nudge();
    expect(smtp.received).toHaveLength(1);
    await server.close();
    await smtp.close();
    await t.close();
  });
});
