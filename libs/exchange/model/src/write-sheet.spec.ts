import { acceptedSheet } from '@passerelle/shared/dossiers';
import { cents } from '@passerelle/shared/money';
import { readSheet } from './read-sheet';
import { sheetToJson } from './sheet-json';
import { decodeSheetText } from './sheet-source';
import { programmeOfThreeVersants as programme } from './testing';
import { writeSheetCsv, writeSheetText } from './write-sheet';

const published = decodeSheetText(acceptedSheet('ab-refugies'));
const reading = readSheet(published, programme);

describe('the published form', () => {
  const withoutBlankLines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

  it('is written line by line as the programme prints it', () => {
    expect(withoutBlankLines(writeSheetText(reading.sheet, 'fr'))).toEqual(withoutBlankLines(published));
  });

  it('is written in Dutch with Dutch labels, amounts and dates', () => {
    const lines = withoutBlankLines(writeSheetText(reading.sheet, 'nl'));
    expect(lines).toEqual(expect.arrayContaining([
      '1. PROJECTLEIDER', 'Postcode : 59039', 'PROJECTPARTNERS\tGEBIEDSDEEL\tTOTAALBUDGET\tEFRO', 'ARS Hauts-de-France\tFR\tGeassocieerde projectpartner\tGeassocieerde projectpartner',
      'TOTAAL\t\t€ 1.389.740,18\t€ 694.870,08', 'Begindatum : 01/10/2017', '7 april 2017',
    ]));
  });
});

describe('the table as CSV', () => {
  const operator = (name: string) => ({ name, versant: 'FR', role: 'PARTNER' as const, totalCents: cents(18_332_124), erdfCents: cents(9_166_062) });
  const csvOf = (...names: string[]) =>
    writeSheetCsv({ project: reading.sheet.project, operators: names.map(operator), totals: { printed: { totalCents: null, erdfCents: null } } }, 'en').split('\r\n');

  it('has a row for each operator and the total, amounts as plain numbers', () => {
    const rows = writeSheetCsv(reading.sheet, 'fr').split('\r\n');
    expect(rows).toHaveLength(17);
    expect(rows[0]).toBe('Opérateur,Versant,Rôle,Budget total (EUR),FEDER (EUR)');
    expect(rows[2]).toBe('"Direction régionale de la jeunesse, des sports et de la cohésion sociale (DRJSCS)",FR,opérateur partenaire,147678.18,73839.09');
    expect(rows[11]).toBe('ARS Hauts-de-France,FR,opérateur associé,,');
    expect(rows.slice(-2)).toEqual(['TOTAL,,,1389740.18,694870.08', '']);
  });

  it.each([
    ['=1+1', "'=1+1"], ['+32', "'+32"], ['-AViQ', "'-AViQ"], ['@here', "'@here"], ['\tTab', "'\tTab"], ['\rReturn', `"'\rReturn"`],
    ['a, b', '"a, b"'], ['a "b"', '"a ""b"""'], ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`], ['Santé', 'Santé'],
  ])('writes %j harmlessly', (name, cell) => expect(csvOf(name).slice(1)).toEqual([`${cell},FR,partner,183321.24,91660.62`, '']));
});

describe('a reading as JSON', () => {
  const json = sheetToJson(reading, (code, params) => `${code} ${Object.keys(params).sort().join()}`);

  it('has exactly the agreed shape', () => {
    expect(Object.keys(json)).toEqual(['project', 'operators', 'totals', 'findings']);
    expect(Object.keys(json.project)).toEqual(['code', 'acronym', 'title', 'startDate', 'endDate', 'lastUpdate', 'lead', 'interventionCategory', 'summary']);
    expect(json.operators[2]).toEqual({ name: 'Direction départementale de la cohésion sociale de la Somme (DDCS)', versant: 'FR', role: 'ASSOCIATED', totalCents: null, erdfCents: null });
    expect(Object.keys(json.totals)).toEqual(['printed', 'computed', 'byVersant']);
    expect(json.findings[1]).toEqual({ code: 'sheet.updated-before-start', severity: 'info', line: 73, message: 'sheet.updated-before-start startDate,updateDate' });
  });

  it('survives JSON', () => expect(JSON.parse(JSON.stringify(json))).toEqual(json));
});
