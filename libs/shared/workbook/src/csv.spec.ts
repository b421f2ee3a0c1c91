import * as fc from 'fast-check';
import { readCsv, writeCsv, type CsvCell } from './csv';
import { all } from './testing';

const bytesOf = async (rows: readonly (readonly CsvCell[])[], language = 'fr'): Promise<Buffer> => Buffer.from((await all(writeCsv(rows, language))).join(''));
const cellsOf = (bytes: Buffer): string[][] => readCsv(bytes).rows.map(({ cells }) => cells.map(({ text }) => text));

describe('a table', () => {
  it('is written as the spreadsheets of its language open it', async () => {
    const rows = [[{ text: 'Poste' }, { text: 'a;b "c"' }, { number: '-1234.56' }, null], [{ text: '=HYPERLINK("x")' }, { text: '-5' }, { text: "'=x" }, { text: "l'été" }]];
    expect((await bytesOf(rows)).toString()).toBe('\uFEFFPoste;"a;b ""c""";-1234,56;\r\n"\'=HYPERLINK(""x"")";\'-5;\'\'=x;l\'été\r\n');
    expect((await bytesOf(rows, 'en')).toString()).toContain('Poste,"a;b ""c""",-1234.56,\r\n');
  });

  it('gives back every text that was written', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom("'", "''=", '=', '-', '@a', '\ta', 'a\r\nb', '"', ';', ' a ')).filter((value) => !/^[\r\n\s]*$|[\0-\u0008\u000E-\u001F]|\r(?!\n)/.test(value));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }), fc.constantFrom('fr', 'en'), async (rows, language) => {
        const named = Buffer.concat([Buffer.from(`sep=${language === 'en' ? ',' : ';'}\r\n`), (await bytesOf(rows.map((row) => row.map((value) => ({ text: value }))), language)).subarray(3)]);
        expect(cellsOf(named)).toEqual(rows);
      }),
    );
  });

  it.each([
    ['semicolons', 'a;b\n1,5;2', ';'],
    ['commas', 'a,b,c\n"1,5",2,3\n', ','],
    ['tabs with commas in amounts', 'a\tb\n1,5\t2,5\n', '\t'],
    ['bars', 'a|b\n1|2', '|'],
    ['semicolons although texts hold commas', 'a;b\n"x, y, z";1\n"x, y, z, t";2', ';'],
    ['one column only', 'a\nb\n', ';'],
    ['what the first line says', 'sep=|\na|b;c;d\n', '|'],
  ])('finds %s', (_, text, delimiter) => {
    expect(readCsv(Buffer.from(text)).delimiter).toBe(delimiter);
  });

  it.each([
    ['utf-8', Buffer.from('é;€\n')],
    ['utf-8', Buffer.from('\uFEFFé;€\n')],
    ['windows-1252', Buffer.from([0xe9, 0x3b, 0x80, 0x0a])],
    ['utf-16le', Buffer.from('\uFEFFé\t€\r\n', 'utf16le')],
  ])('reads %s', (encoding, bytes) => {
    const { rows, encoding: found } = readCsv(bytes);
    expect([found, rows[0]!.cells.map(({ text }) => text)]).toEqual([encoding, ['é', '€']]);
  });

  it('counts its rows as an editor does, whatever ends them', () => {
    for (const end of ['\r\n', '\n', '\r']) expect(readCsv(Buffer.from(`a;b${end}${end}c;d`)).rows.map(({ number }) => number)).toEqual([1, 3]);
    expect(readCsv(Buffer.from('sep=;\na;b\n')).rows[0]!.number).toBe(2);
  });
});
