import { acceptedSheet, refusedSheet } from '@passerelle/shared/dossiers';
import { isRefused, readSheet } from './read-sheet';
import { decodeSheetText, refuseSource, SHEET_LINES_LIMIT, SHEET_PDF_LIMIT, SHEET_TEXT_LIMIT } from './sheet-source';
import { programmeOfThreeVersants as programme } from './testing';

const bytes = (text: string) => new TextEncoder().encode(text);
const pdf = (size: number) => {
  const file = new Uint8Array(size);
  file.set(bytes('%PDF-1.7\n'));
  return file;
};

describe('a source', () => {
  it.each<[string, Uint8Array, string | null]>([
    ['nothing', new Uint8Array(0), 'sheet.empty'],
    ['a picture', refusedSheet('binary'), 'sheet.binary'],
    ['a ZIP archive', bytes('PK\u0003\u0004\u0014\u0000\u0006\u0000'), 'sheet.binary'],
    ['a text of 2 MB and a byte', new Uint8Array(SHEET_TEXT_LIMIT + 1).fill(0x61), 'sheet.too-large'],
    ['a PDF of 10 MB and a byte', pdf(SHEET_PDF_LIMIT + 1), 'sheet.too-large'],
    ['a PDF of 10 MB', pdf(SHEET_PDF_LIMIT), null],
    ['a sheet', acceptedSheet('ab-refugies'), null],
    ['a sheet in Windows-1252', acceptedSheet('older-encoding'), null],
  ])('%s is refused or not', (_, source, code) => expect(refuseSource(source)?.code ?? null).toBe(code));

  it.each<[string, Uint8Array]>([
    ['UTF-8', bytes('Été\nà Mons')],
    ['UTF-8 with a byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes('Été\r\nà Mons')])],
    ['UTF-16, little end first', Uint8Array.from([0xff, 0xfe, ...new Uint8Array(Uint16Array.from([...'Été\rà Mons'].map((c) => c.charCodeAt(0))).buffer)])],
    ['UTF-16, big end first', Uint8Array.from([0xfe, 0xff, ...[...'Été\nà Mons'].flatMap((c) => [0, c.charCodeAt(0)])])],
    ['Windows-1252', Uint8Array.from([0xc9, 0x74, 0xe9, 0x0d, 0x0a, 0xe0, 0x20, 0x4d, 0x6f, 0x6e, 0x73])],
  ])('is decoded from %s, with line feeds', (_, source) => {
    expect(refuseSource(source)).toBeNull();
    expect(decodeSheetText(source)).toBe('Été\nà Mons');
  });
});

describe('noise', () => {
  // A cheap generator of its own: the same noise in every run.
  let state = 1;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  const noise = (length: number, alphabet: string) => Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
  // Each takes about a second at most; an expression that backtracks would take hours, and the test's own limit would end it.
  const LIMIT = SHEET_TEXT_LIMIT;
  const table = '1.1.1 - X\n1. CHEF DE FILE\nA\n2. OPERATEURS ET BUDGET\n';
  const upTo = (lines: string) => table + lines.repeat((SHEET_LINES_LIMIT - 10) / (lines.match(/\n/g)?.length ?? 1));

  it.each<[string, () => string]>([
    ['10 MB of letters', () => noise(10 * 1024 * 1024, 'abcdefghij klmno\n')],
    ['2 MB of letters and marks', () => noise(LIMIT, 'aeé -(),.:;\t\n0123456789€')],
    ['2 MB of spaces', () => ' '.repeat(LIMIT - 1) + 'x'],
    ['2 MB in one line of a table', () => table + noise(LIMIT - table.length, '0123456789 .,-')],
    ['2 MB of empty lines', () => '\n'.repeat(LIMIT)],
    ['as many lines as are read', () => 'a\n'.repeat(SHEET_LINES_LIMIT - 1)],
    ['as many pieces of names as are read', () => upTo('Maison (de la,\n')],
    ['as many figures as are read', () => upTo('Maison FR 100 200 300 400 500 600 700\n')],
    ['as many amounts without a versant as are read', () => upTo('Maison 1 000,00 EUR 1 000,00 EUR\n')],
    ['as many rows as are read', () => upTo('Maison\tFR\t100,00\t50,00\n')],
    ['as many headings as are read', () => upTo('1. CHEF DE FILE\n')],
    ['as many numbered capitals as are read', () => upTo('12. MAISON DE LA CULTURE ET DES ARTS : X\n')],
    ['as many dates as are read', () => upTo('4. DATES\n01/10/2017 1er mars 2020 31/31/3131 12 12 12\n')],
    ['as many dashes in a title as fit', () => `1.1.1 - X\n${'a - '.repeat(120)}\n1. CHEF DE FILE\n`],
    ['an endless lead', () => `1.1.1 - X\n1. CHEF DE FILE\n${'Maison et Maison\n'.repeat(SHEET_LINES_LIMIT - 10)}2. OPERATEURS\nMaison\tFR\t1,00\t0,50`],
  ])('%s comes back and is refused', (_, make) => {
    expect(isRefused(readSheet(make(), programme))).toBe(true);
  });
});
