import { readSheet } from './read-sheet';
import { findingsOf, programmeOfThreeVersants as programme } from './testing';

const rows = ['Maison du Canal', 'Centre des Rives'];
function read(lead: readonly string[], names: readonly string[] = rows) {
  const table = names.map((name) => `${name}\tFR\t2,00 EUR\t1,00 EUR`);
  const reading = readSheet(['1.1.1 - Essai', '', 'LE TITRE', '1. CHEF DE FILE', ...lead, '2. OPERATEURS ET BUDGET', ...table].join('\n'), programme);
  const codes = findingsOf(reading).flatMap((finding) => (/lead|joined|unclear/.test(finding) && !/address/.test(finding) ? [finding.split(' ')[1]!.slice(6)] : []));
  return { lead: reading.sheet.project.lead, roles: reading.sheet.operators.map(({ role }) => role), codes };
}

describe('the section of the lead', () => {
  it.each<[string, string[], string, string[]]>([
    ['one line', ['Maison du Canal'], 'Maison du Canal', []],
    ['a label before the name', ['Nom : Maison du Canal'], 'Maison du Canal', []],
    ['a wrapped name', ['Maison du', 'Canal'], 'Maison du Canal', ['lines-joined@5']],
    ['a wrapped name with a blank line in it', ['Maison du', '', 'Canal'], 'Maison du Canal', ['lines-joined@5']],
    ['capitals', ['MAISON DU CANAL'], 'MAISON DU CANAL', ['lead-spelt-differently@5']],
    ['other punctuation', ['Maison, du Canal.'], 'Maison, du Canal.', ['lead-resembles@5']],
    ['a street below the name', ['Maison du Canal', '12, quai des Bateliers'], 'Maison du Canal', ['unclear-line@6']],
    ['a contact below the name', ['Maison du Canal', 'Contact: secrétariat'], 'Maison du Canal', ['unclear-line@6']],
  ])('is read with %s', (_, lines, name, codes) => {
    const reading = read(lines);
    expect([reading.lead?.name, reading.roles, reading.codes.sort()]).toEqual([name, ['LEAD', 'PARTNER'], codes]);
  });

  it.each<[string, string[]]>([
    ['two rows of the table', ['Maison du Canal', 'Centre des Rives']],
    ['two rows in one line', ['Maison du Canal ; Centre des Rives']],
    ['a second organisation behind the address', ['Maison du Canal', 'Code postal : 59000', 'Fondation des Écluses']],
    ['a second section', ['Maison du Canal', '1. CHEF DE FILE', 'Centre des Rives']],
    ['a second section of another wording', ['Maison du Canal', '2. DEUXIEME CHEF DE FILE', 'Centre des Rives']],
    ['two labelled names', ['Chef de file : Maison du Canal', 'Chef de file : Centre des Rives']],
  ])('is refused with %s', (_, lines) => expect(read(lines).codes.join()).toContain('two-leads'));

  it('may be printed twice with the same name, which a warning tells', () => {
    const { codes } = read(['Maison du Canal', '2. CHEF DE FILE', 'Maison du canal']);
    expect(codes).toEqual([]);
    expect(findingsOf(readSheet('1.1.1 - X\n1. CHEF DE FILE\nA\n2. CHEF DE FILE\na\n3. OPERATEURS\nA\tFR\t2,00\t1,00', programme))).toContain('warning sheet.section-twice@4');
  });

  it('is refused when its row stands twice, in whatever spelling', () => {
    expect(read(['Maison du Canal'], [...rows, 'MAISON DU  CANAL']).codes).toEqual(['two-leads@9']);
  });

  it.each<[string, string[]]>([
    ['one label per line', ['Maison du Canal', 'Code postal : 59000', 'Ville : Lille', 'Pays : France']],
    ['labels and values in columns', ['Maison du Canal', 'Code postal\t59000', 'Ville\tLille', 'Pays\tFrance']],
    ['all labels in one line', ['Maison du Canal', 'Code postal : 59000 Ville : Lille   Pays : France']],
    ['values below their labels', ['Maison du Canal', 'Code postal :', '59000', 'Ville :', 'Lille', 'Pays :', 'France']],
    ['Dutch labels', ['Maison du Canal', 'Postcode : 59000', 'Gemeente : Lille', 'Land : France']],
  ])('gives the address with %s', (_, lines) => expect(read(lines).lead).toEqual({ name: 'Maison du Canal', postcode: '59000', city: 'Lille', country: 'France' }));
});
