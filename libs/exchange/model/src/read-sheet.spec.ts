import { abRefugiesGolden as golden, acceptedSheet, ACCEPTED_SHEETS, refusedSheet, REFUSED_SHEETS, type AcceptedSheetStory, type RefusedSheetFault } from '@passerelle/shared/dossiers';
import { isRefused, readSheet } from './read-sheet';
import { decodeSheetText, refuseSource } from './sheet-source';
import { contentOf, findingsOf, programmeOfThreeVersants as programme } from './testing';

const textOf = (story: AcceptedSheetStory) => decodeSheetText(acceptedSheet(story));
const readText = (text: string) => readSheet(text, programme);
const read = (story: AcceptedSheetStory) => readText(textOf(story));
const abRefugies = textOf('ab-refugies');
const refuse = (fault: RefusedSheetFault) => {
  const bytes = refusedSheet(fault);
  const finding = refuseSource(bytes);
  return { findings: finding ? [finding] : readText(decodeSheetText(bytes)).findings };
};

describe('the published sheet of AB Réfugiés', () => {
  const { sheet, understood } = readText(abRefugies);

  it('gives exactly the operators of the golden dossier, on its lines', () => {
    expect(sheet.operators).toEqual(
      golden.operators.map(({ name, versant, associated, lead, budget_cents, feder_cents, line }) => ({
        name, versant, line, lastLine: line, totalCents: budget_cents, erdfCents: feder_cents,
        role: lead ? 'LEAD' : associated ? 'ASSOCIATED' : 'PARTNER',
      })),
    );
    expect(sheet.operators).toHaveLength(14);
  });

  it('gives exactly the totals, as printed, as summed and by versant', () => {
    const totals = { totalCents: golden.totals.budget_cents, erdfCents: golden.totals.feder_cents };
    expect(sheet.totals.printed).toEqual(totals);
    expect(sheet.totals.computed).toEqual(totals);
    expect(sheet.totals.computed).toEqual({ totalCents: 138_974_018, erdfCents: 69_487_008 });
    expect(sheet.totals.byVersant).toEqual({
      FR: { totalCents: 59_012_746, erdfCents: 29_506_373 },
      VL: { totalCents: 39_905_813, erdfCents: 19_952_906 },
      WA: { totalCents: 40_055_459, erdfCents: 20_027_729 },
    });
    expect(sheet.erdfRateBp).toBe(5000);
  });

  it('gives exactly the project, and the lines on which it stands', () => {
    const { summary, ...project } = sheet.project;
    expect(project).toEqual({
      code: golden.code.value, acronym: golden.acronym.value, title: golden.title.value,
      startDate: golden.start.value, endDate: golden.end.value, lastUpdate: golden.last_update.value,
      lead: { name: golden.lead.name.value, postcode: golden.lead.postcode.value, city: golden.lead.city.value, country: golden.lead.country.value },
      interventionCategory: golden.intervention_category.value,
    });
    expect(summary).toBe(abRefugies.split('\n').slice(38, 59).join('\n'));
    const lineOf = (field: string) => String(understood.find((entry) => entry.field === field)!.line);
    expect(['code', 'title', 'leadName', 'leadPostcode', 'leadCity', 'leadCountry', 'startDate', 'endDate', 'interventionCategory', 'lastUpdate', 'printedTotal'].map(lineOf)).toEqual(
      [golden.code, golden.title, golden.lead.name, golden.lead.postcode, golden.lead.city, golden.lead.country, golden.start, golden.end, golden.intervention_category, golden.last_update, { lines: String(golden.totals.line) }].map(({ lines }) => lines),
    );
  });

  it('has nothing to correct: only the cent that rows drop and the early update are worth knowing', () => {
    const { findings } = readText(abRefugies);
    expect(findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(findings[0]).toMatchObject({ code: 'sheet.erdf-total-is-sum', line: 35, params: { erdfCents: 69_487_008, shareCents: 69_487_009, differenceCents: 1 } });
    expect(findings[1]).toMatchObject({ code: 'sheet.updated-before-start', line: 73 });
  });

  const cut = (from: number, to: number) => abRefugies.split('\n').slice(from - 1, to).join('\n');
  it.each<[string, string]>([
    ['runs of spaces for tabs', abRefugies.replace(/\t/g, '     ')],
    ['single spaces for tabs', abRefugies.replace(/\t+/g, ' ')],
    ['another order of sections', [cut(1, 6), cut(71, 73), cut(67, 70), cut(17, 36), cut(61, 66), cut(37, 60), cut(7, 16)].join('\n')],
    ['a byte order mark and CRLF', `\uFEFF${abRefugies.replace(/\n/g, '\r\n')}`],
    ['carriage returns alone', abRefugies.replace(/\n/g, '\r')],
    ['amounts with points and €', abRefugies.replace(/\d[\d ]*,\d\d EUR/g, (amount) => amount.replace(/ EUR/, ' €').replace(/(\d) (?=\d)/g, '$1.'))],
    ['amounts with narrow spaces and the currency in front', abRefugies.replace(/(\d[\d ]*,\d\d) EUR/g, (_, amount: string) => `EUR\u00a0${amount.replace(/ /g, '\u202f')}`)],
    ['headings in small letters', abRefugies.replace(/^\d\. .+$/gm, (heading) => heading.toLowerCase())],
    ['headings without numbers and accents', abRefugies.replace(/^\d\. (.+)$/gm, (_, heading: string) => heading.normalize('NFD').replace(/\p{M}/gu, ''))],
    ['decomposed accents in headings and labels', abRefugies.replace(/^(\d\. .+|Date de début.*)$/gm, (line) => line.normalize('NFD'))],
    ['dates in words and with points', abRefugies.replace('01/10/2017', '1er octobre 2017').replace('31/12/2020', '31.12.2020').replace('7 avril 2017', '2017-04-07')],
    ['names wrapped after a preposition, with the columns on the last line', abRefugies.replace(/ (de|des|la|du) (?=[^\n]*\t(?:FR|WA|VL))/g, ' $1\n')],
    ['names wrapped before a parenthesis is closed, with the columns on the first line', abRefugies.replace(/^(.+) ([^ \t]+\))(\t.+)$/gm, '$1$3\n$2')],
    ['a page break in the table', abRefugies.replace('La Vie Active', `\nPage 1/2\n\n4.8.337 - AB Réfugiés - Social\n\nOPERATEURS\tVERSANT\tBUDGET TOTAL\tFEDER\nLa Vie Active`)],
  ])('gives the same with %s', (_, text) => {
    const reading = readText(text);
    expect(contentOf(reading.sheet)).toEqual(contentOf(sheet));
    expect(findingsOf(reading).filter((finding) => !finding.startsWith('info'))).toEqual([]);
  });
});

describe('a sheet that can be accepted', () => {
  it.each(Object.keys(ACCEPTED_SHEETS) as AcceptedSheetStory[])('%s gives the findings of its dossier and no other', (story) => {
    expect(refuseSource(acceptedSheet(story))).toBeNull();
    expect(findingsOf(read(story))).toEqual(ACCEPTED_SHEETS[story]);
    expect(isRefused(read(story))).toBe(false);
  });

  it.each<AcceptedSheetStory>(['single-spaces', 'page-breaks', 'table-without-heading', 'older-encoding'])('%s says the same as the plain one', (story) => {
    expect(contentOf(read(story).sheet)).toEqual(contentOf(read('spaces-for-tabs').sheet));
  });

  it('in another order, without numbers or capitals, says the same', () => {
    const plain = contentOf(read('spaces-for-tabs').sheet);
    const summary = 'Le projet rend les berges des canaux aux habitants.\n\nPartenaires : voir le tableau.';
    expect(contentOf(read('other-order').sheet)).toEqual({ ...plain, project: { ...plain.project, summary } });
  });

  it('joins wrapped names as they belong', () => {
    expect(read('wrapped-names').sheet.operators.map(({ name, line, lastLine }) => [name, line, lastLine])).toEqual([
      ['Maison du Canal, des Écluses et des Chemins de halage', 19, 20],
      ['Centre des Rives (service commun des villes et villages riverains)', 21, 22],
      ['Huis van het Water, de Oevers en het Landschap van West-Vlaanderen', 23, 25],
      ['Atelier des Ponts', 26, 26],
    ]);
  });

  it('in Dutch gives its amounts, dates and rate', () => {
    const { sheet } = read('oevers-in-beweging');
    expect(sheet).toMatchObject({ language: 'nl', erdfRateBp: 6000 });
    expect(sheet.project).toMatchObject({ code: '6.2.118', acronym: 'Oevers in Beweging', startDate: '2018-01-01', endDate: '2021-06-30', lastUpdate: '2017-04-07' });
    expect(sheet.project.lead).toEqual({ name: 'Provinciaal Steunpunt Oeverbeheer', postcode: '8500', city: 'Kortrijk', country: 'België' });
    expect(sheet.totals.computed).toEqual({ totalCents: 216_670_420, erdfCents: 130_002_249 });
    expect(sheet.totals.printed).toEqual(sheet.totals.computed);
    expect(sheet.operators.map(({ role }) => role[0]).join('')).toBe('LPPPPPAPA');
  });

  it('reads amounts in every convention of the programme', () => {
    expect(read('mixed-amounts').sheet.operators.map(({ totalCents, erdfCents }) => [totalCents, erdfCents])).toEqual([
      [138_974_018, 69_487_009], [86_739_724, 43_369_862], [434_000_000, 217_000_000], [123_450, 61_725],
    ]);
  });

  it('knows associated operators by many words', () => {
    expect(read('associated-words').sheet.operators.map(({ role }) => role)).toEqual(['LEAD', 'PARTNER', 'PARTNER', ...Array<string>(6).fill('ASSOCIATED')]);
  });

  it('names the rate that a row follows, or the amount that the rule would give', () => {
    const { findings } = read('rows-off-the-rate');
    expect(findings.map(({ params }) => params)).toEqual([
      { name: 'Huis van het Water', rateBp: 5500, usualRateBp: 5000, erdfCents: 3_300_000, expectedCents: 3_000_000 },
      { name: 'Atelier des Ponts', rateBp: 5000, erdfCents: 500_001, expectedCents: 500_000 },
      { name: 'Cercle des Écluses', rateBp: 3000, usualRateBp: 5000, erdfCents: 300_000, expectedCents: 500_000 },
    ]);
    expect([read('rate-55'), read('rate-unknown')].map(({ sheet }) => sheet.erdfRateBp)).toEqual([5500, 4250]);
  });
});

describe('a sheet that is refused', () => {
  it.each(Object.keys(REFUSED_SHEETS) as RefusedSheetFault[])('%s names its fault on its line', (fault) => {
    const reading = refuse(fault);
    expect(findingsOf(reading).filter((finding) => finding.startsWith('error'))).toEqual(REFUSED_SHEETS[fault].map((finding) => `error ${finding}`));
    expect(isRefused(reading)).toBe(true);
  });

  it('tells all its faults at once', () => {
    const text = abRefugies.replace('4.8.337 - ', '').replace('\tVL\t', '\tLU\t').replace('109 307,23', '109.307').replace('31/12/2020', '31/12/2016');
    const codes = readText(text).findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(codes).toEqual(['sheet.no-code', 'sheet.unknown-versant', 'sheet.amount-asked', 'sheet.end-before-start']);
  });

  it('names both readings of an unclear amount', () => {
    const finding = refuse('amount-asked').findings.find(({ code }) => code === 'sheet.amount-asked');
    expect(finding).toMatchObject({ line: 19, params: { text: '80.000', firstCents: 8_000_000, secondCents: 8_000 } });
  });
});
