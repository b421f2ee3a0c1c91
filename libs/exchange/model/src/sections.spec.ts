import { readSheet } from './read-sheet';
import { splitSections } from './sections';
import { findingsOf, programmeOfThreeVersants as programme } from './testing';

const kindsOf = (text: string) => splitSections(text.split('\n')).sections.map(({ kind }) => kind);

describe('a heading', () => {
  it.each([
    ['lead', '1. OPERATEUR CHEF DE FILE', 'Chef de file', 'I. Opérateur chef de file :', '1) PROJECTLEIDER', 'Projectverantwoordelijke', 'CHEF DE FILE / PROJECTLEIDER'],
    ['operators', '2. OPERATEURS ET BUDGET', 'Opérateurs', 'Partenaires et budget', '2 - PROJECTPARTNERS EN BUDGET', 'Partners en budget'],
    ['summary', '3. RESUME', 'Résumé du projet', 'Samenvatting', 'KORTE SAMENVATTING VAN HET PROJECT'],
    ['dates', '4. DATE DE DÉBUT ET DE FIN DU PROJET', 'Dates de début et de fin', 'BEGIN- EN EINDDATUM VAN HET PROJECT', 'Startdatum en einddatum', 'Projectperiode'],
    ['category', "5. DÉNOMINATION DE LA CATÉGORIE D'INTERVENTION", 'Catégorie d’intervention', 'BENAMING VAN DE INTERVENTIECATEGORIE', 'Interventiecategorie'],
    ['update', '6. DATE DE LA DERNIÈRE MISE À JOUR', 'Mise à jour', 'DATUM VAN DE LAATSTE BIJWERKING', 'Laatste update', 'LAATST BIJGEWERKT OP'],
  ])('of %s is known in many wordings', (kind, ...headings) => {
    for (const heading of headings) expect([heading, kindsOf(heading)]).toEqual([heading, [kind]]);
  });

  it.each(['Le chef de file est la préfecture', 'Résumé des actions passées', '4.8.337 - AB Réfugiés - Social', 'Nos partenaires et budgets', 'SAMENWERKEN', '3. LES DATES CLÉS'])('is not seen in “%s”', (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it('may be wrapped on two lines', () => {
    expect(kindsOf("5. DÉNOMINATION DE LA CATÉGORIE\nD'INTERVENTION\nInclusion")).toEqual(['category']);
    expect(kindsOf('4. DATE DE DÉBUT ET DE FIN\nDU PROJET\nDu 1er mars')).toEqual(['dates']);
  });

  it('may carry its value', () => {
    expect(splitSections(['Dernière mise à jour : 7 avril 2017']).sections[0]).toMatchObject({ kind: 'update', inline: { number: 1, text: '7 avril 2017' } });
  });

  it('inside the summary is text, unless it looks like the other headings', () => {
    expect(kindsOf('1. CHEF DE FILE\nA\n2. OPERATEURS\n3. RESUME\nPartenaires\nChef de file : A\nDurée : trois ans\n4. DATES')).toEqual(['lead', 'operators', 'summary', 'dates']);
    expect(kindsOf('Chef de file\nA\nRésumé\nTexte\nPartenaires : A et B\nCatégorie d’intervention : Inclusion\nDates')).toEqual(['lead', 'summary', 'category', 'dates']);
  });
});

describe('a sheet with other sections', () => {
  const head = '1.1.1 - Essai\n\nLE TITRE\n\nChef de file\n\nA\n\n';
  const table = 'Opérateurs\n\nA\tFR\t2,00\t1,00\nB\tWA\t2,00\t1,00\nSous-total\t\t4,00\t2,00\nTOTAL\t\t4,00\t2,00\n\n';
  const read = (text: string) => readSheet(head + table + text, programme);

  it.each([
    ['a section for each date', 'DATE DE DÉBUT\n\n01/10/2017\n\nDATE DE FIN\n\n31/12/2020'],
    ['dates without a heading', 'Date de début : 01/10/2017\nDate de fin : 31/12/2020'],
    ['both dates behind the heading', 'Date de début et de fin : 01/10/2017 – 31/12/2020'],
    ['labels above their dates', '4. DATES\nDate de début :\n01/10/2017\nDate de fin :\n31/12/2020'],
    ['both labels in one line', '4. DATES\nDate de début : 01/10/2017 - Date de fin : 31/12/2020'],
    ['labels of both languages', '4. DATES\nDate de début / Begindatum : 01/10/2017\nDate de fin / Einddatum : 31/12/2020'],
  ])('gives the dates with %s', (_, text) => {
    const { sheet, findings } = read(text);
    expect([sheet.project.startDate, sheet.project.endDate]).toEqual(['2017-10-01', '2020-12-31']);
    expect(findings.filter(({ code, params }) => /date|twice/.test(code) || params.section === 'dates')).toEqual([]);
  });

  it('names a subtotal as unclear and does not count it', () => {
    const reading = read('');
    expect(reading.sheet.operators.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(findingsOf(reading)).toContain('warning sheet.unclear-line@13');
    expect(reading.sheet.totals.computed).toEqual({ totalCents: 400, erdfCents: 200 });
  });

  it('takes several types of intervention as several', () => {
    expect(read('Catégorie d’intervention\n- Inclusion\n- Formation tout au\nlong de la vie\n\nSanté').sheet.project.interventionCategory).toBe('- Inclusion\n- Formation tout au long de la vie\nSanté');
  });
});
