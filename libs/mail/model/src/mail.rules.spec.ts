import { LANGUAGES } from '@passerelle/shared/kernel';
import { loadDictionary } from '@passerelle/shared/texts';
import { MAIL_KINDS, type Mail } from './mail-kinds';
import { linksIn, mailAsHtml, paragraphsOf, wrapText, writeMail } from './mail.rules';
import { minutesToWait } from './retry.rules';

const URL = 'https://passerelle.example';
const params = { name: 'Élodie Vandenbroucke', days: 7, minutes: 30, provider: 'Service of the region', role: 'Chef de file', place: '4.8.337 AB Réfugiés' };
const invitation = { language: 'nl', kind: 'identity.invitation', params: { name: 'Élodie', days: 7 }, link: '/invitation/abc' } as const;

describe.each(LANGUAGES)('the mails in %s', (language) => {
  it.each(MAIL_KINDS)('are complete: %s', async (kind) => {
    const texts = await loadDictionary[language]();
    expect(Object.keys(texts)).toEqual(expect.arrayContaining([`mail.${kind}.subject`, `mail.${kind}.body`]));
    const { subject, body } = writeMail(texts, { language, kind, params, link: '/somewhere/once' } as Pick<Mail, 'language' | 'kind' | 'params' | 'link'>, URL);
    expect(`${subject}${body}`).not.toMatch(/[{}]|mail\./);
    expect([subject.length <= 60, body.includes('Élodie Vandenbroucke'), subject.includes('\n')]).toEqual([true, true, false]);
    // A link stands alone in its line: nothing that follows can be taken for a part of it.
    for (const line of body.split('\n').filter((one) => one.includes('https:'))) expect(line).toBe(`${URL}/somewhere/once`);
  });
});

describe('a mail', () => {
  const write = async (mail: Partial<Pick<Mail, 'language' | 'kind' | 'params' | 'link'>>) => writeMail(await loadDictionary[mail.language ?? 'nl'](), { ...invitation, ...mail } as typeof invitation, URL);

  it('leads to the start where no other link is given', async () => expect((await write({ kind: 'identity.password-changed', params: {}, link: undefined })).body).toContain(`\n${URL}/\n`));

  it('greets without a name where there is none', async () => expect((await write({ language: 'fr', params: { name: null, days: 1 } })).body).toMatch(/^Bonjour,\n\n[\s\S]* 1 jour et/));

  it.each(['https://win.example', 'www.win.example', 'win@example.be', 'A\\B'])('does not repeat a name that reads like an address: %s', async (name) => {
    expect((await write({ params: { name, days: 7 } })).body).toMatch(/^Beste lezer,\n/);
  });

  it('takes no lines and no invisible signs from a name', async () => expect((await write({ params: { name: ' Jan\r\n\r\nKlik\u202ehier\u0000 ', days: 7 } })).body).toMatch(/^Beste Jan Klik hier,\n\n/));

  it('is wrapped at 72 characters, and leaves words and addresses whole', () => {
    const long = `${'meerjarensubsidieaanvraagformulier '.repeat(5).trim()}\n\n${URL}/${'x'.repeat(90)}`;
    const lines = wrapText(long).split('\n');
    expect(lines.at(-1)).toBe(`${URL}/${'x'.repeat(90)}`);
    expect(lines.slice(0, 3)).toEqual([...Array(2).fill('meerjarensubsidieaanvraagformulier meerjarensubsidieaanvraagformulier'), 'meerjarensubsidieaanvraagformulier']);
  });

  it('is not broken before a sign that stands apart', () => expect(wrapText(`${'x'.repeat(64)} « mot mot » : a`)).toBe(`${'x'.repeat(64)} « mot\nmot » : a`));

  it('has links to the application only, each once', () => {
    const body = `${URL}/a?b=1#c ${URL}.evil.example/x https://elsewhere.example/${URL}/y\n${URL}/a?b=1#c`;
    expect(linksIn(body, URL)).toEqual([{ address: `${URL}/a?b=1#c`, path: '/a?b=1#c' }]);
  });

  it('comes apart into paragraphs, lines and links', () => {
    const body = `A b,\n\nSee:\n${URL}/x\nC  d`;
    expect(paragraphsOf(body, linksIn(body, URL))).toEqual([[[{ text: 'A b,', path: null }]], [[{ text: 'See:', path: null }], [{ text: `${URL}/x`, path: '/x' }], [{ text: 'C  d', path: null }]]]);
  });

  it('as a page escapes what it says, links included', () => {
    const html = mailAsHtml({ subject: 'A & <b>', body: `<script>alert("x")</script>\n\n${URL}/a?b='1'&c="><i>` }, 'fr', URL);
    expect(html).not.toMatch(/<script|<i>|<b>/);
    expect(html).toContain('<title>A &amp; &lt;b&gt;</title>');
    expect(html).toContain(`<a href="${URL}/a?b=&#39;1&#39;&amp;c=&quot;&gt;&lt;i&gt;">`);
  });

  it('is tried again after 1, 5, 30, 120 and 720 minutes, then given up', () => expect([1, 2, 3, 4, 5, 6].map(minutesToWait)).toEqual([1, 5, 30, 120, 720, null]));
});
