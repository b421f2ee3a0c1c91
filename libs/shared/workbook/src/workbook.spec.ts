import * as fc from 'fast-check';
import readXlsx, { readSheet } from 'read-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import { cellAddress, columnLetters, columnOf, sheetNames } from './cells';
import { readWorkbook } from './read-workbook';
import { bareParts, bytesOf, rowsOf, withParts, zipOf } from './testing';
import type { CellToWrite } from './write-sheet';

const one = (rows: readonly (readonly (CellToWrite | null)[])[]) => ({ sheets: [{ name: 'One', columns: [], rows }] });

describe('a workbook', () => {
  it('gives back texts and numbers as they were written', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[\uD800-\uDFFF]/.test(text)).map((text) => ({ text })),
      fc.constantFrom('_x0041_', 'a\r\nb', ' a ', '<&>"\'', '\u0000\u000b', '=1+1', '\t').map((text) => ({ text })),
      fc.tuple(fc.integer(), fc.nat(9999)).map(([whole, fraction]) => ({ number: `${whole}.${fraction}` })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }), async (rows) => {
        const read = await rowsOf(await readWorkbook(await bytesOf(one(rows))), 'One');
        const expected = rows.flatMap((row, index) => {
          const cells = row.flatMap((value, at) => (value ? [[at + 1, 'text' in value ? 'text' : 'number', 'text' in value ? value.text : value.number]] : []));
          return cells.length ? [[index + 1, cells]] : [];
        });
        expect(read.map(({ number, cells }) => [number, cells.map(({ column, kind, text }) => [column, kind, text])])).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('is read by another program with its formulas’ results, and keeps its stamp from eyes', async () => {
    const sheets = [
      { name: 'AB Réfugiés', columns: [{ width: 30 }], rows: [[{ text: 'été' }, { number: '1389740.18', style: { format: 'amount' as const } }], [null, { formula: 'SUM(B1:B1)', result: '1389740.18' }]] },
      { name: 'L’autre', columns: [], rows: [[{ text: '=1+1' }]] },
    ];
    const bytes = await bytesOf({ sheets, stamp: { project: '4.8.337', revision: '12' } });
    expect((await readXlsx(bytes)).map(({ sheet }) => sheet)).toEqual(expect.arrayContaining(['AB Réfugiés', 'L’autre']));
    expect(await readSheet(bytes, 'AB Réfugiés')).toEqual([['été', 1389740.18], [null, 1389740.18]]);

    const ours = await readWorkbook(bytes);
    expect(ours.sheets).toEqual([{ name: 'AB Réfugiés', hidden: false }, { name: 'L’autre', hidden: false }]);
    expect(ours.stamp).toEqual({ project: '4.8.337', revision: '12' });
    expect((await rowsOf(ours, 'AB Réfugiés'))[1]!.cells).toEqual([{ column: 2, kind: 'number', text: '1389740.18', computed: true, shownAs: 'number' }]);
  });

  it('keeps its stamp in the properties where a program dropped the hidden sheet', async () => {
    const bytes = withParts(await bytesOf({ ...one([[{ text: 'x' }]]), stamp: { project: '<&>' } }), { 'xl/workbook.xml': (xml) => xml.replace(/<sheet name="_passerelle"[^>]*>/, '') });
    expect((await readWorkbook(bytes)).stamp).toEqual({ project: '<&>' });
  });

  it('locks what is not open on a protected sheet, and keeps formulas alive', async () => {
    const parts: Record<string, string> = {};
    const keep = (name: string) => (xml: string) => (parts[name] = xml);
    const bytes = await bytesOf({ sheets: [{ name: 'One', protected: true, columns: [{ style: { open: true }, choices: "'L'!$A$1:$A$2" }, { hidden: true }], choicesFrom: 2, frozen: { rows: 1, columns: 1 }, rows: [[{ text: 'x', style: { open: true } }, { formula: 'SUM(A1)', result: '0' }]] }] });
    withParts(bytes, { 'xl/worksheets/sheet1.xml': keep('sheet'), 'xl/styles.xml': keep('styles'), 'xl/workbook.xml': keep('book') });
    expect(parts['sheet']).toMatch(/<sheetProtection sheet="1"/);
    expect(parts['sheet']).toContain('<col min="1" max="1" width="12" customWidth="1" style="1"/>');
    expect(parts['sheet']).toContain('<c r="A1" s="1" t="inlineStr">');
    expect(parts['sheet']).toContain('<c r="B1"><f>SUM(A1)</f><v>0</v></c>');
    expect(parts['sheet']).toContain('sqref="A2:A1048576"');
    expect(parts['styles']!.match(/<protection locked="[01]"\/>/g)).toEqual(['<protection locked="1"/>', '<protection locked="0"/>']);
    expect(parts['book']).toContain('fullCalcOnLoad="1"');
  });

  it('is the same bytes when it is made twice at the same moment', async () => {
    const book = { ...one([[{ text: 'x' }, { number: '1' }]]), stamp: { a: '1' } };
    expect((await bytesOf(book)).equals(await bytesOf(book))).toBe(true);
  });

  it('ends with an error where its rows do', async () => {
    const rows = (function* (): Generator<CellToWrite[]> {
      yield [{ text: 'x' }];
      throw new Error('The connection broke.');
    })();
    await expect(bytesOf({ sheets: [{ name: 'One', columns: [], rows }] })).rejects.toThrow('The connection broke.');
  });

  it('reads another program’s file: shared texts, rich texts, dates and percentages as such', async () => {
    const theirs = await writeXlsx([[{ value: 'Total', type: String }, { value: 1234.56, type: Number }, { value: new Date('2026-11-25'), type: Date, format: 'dd/mm/yyyy' }, { value: 0.5, type: Number, format: '0 %' }, { value: true, type: Boolean }]] as never, {} as never).toBuffer();
    const book = await readWorkbook(theirs);
    expect((await rowsOf(book, book.sheets[0]!.name))[0]!.cells.map(({ kind, text, shownAs }) => [kind, text, shownAs])).toEqual([
      ['text', 'Total', 'number'],
      ['number', '1234.56', 'number'],
      ['number', '46351', 'date'],
      ['number', '0.5', 'percentage'],
      ['boolean', '1', 'number'],
    ]);
  });

  it('keeps the digits that stand in the file, and reads what has no addresses', async () => {
    const strings = '<sst><si><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>never</t></rPh></si><si><t>_x0041_</t></si></sst>';
    const styles = '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="_-* #,##0.00\\ [$€-40C]_-;[Magenta]-0"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="15"/></cellXfs></styleSheet>';
    const data = '<row><c t="s"><v>0</v></c><c><v>1234.5599999999999</v></c></row><row r="9"><c r="C9" t="s"><v>1</v></c><c r="AA9" s="1"><v>1</v></c><c s="2"><v>2</v></c><c s="3"><v>3</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>x</v></c><c t="str"><f>A2</f><v></v></c></row>';
    const rows = await rowsOf(await readWorkbook(zipOf(bareParts(data, { 'xl/strings.xml': strings, 'xl/styles.xml': styles }))), 'One');
    expect(rows.map(({ number, cells }) => [number, cells.map(({ column, kind, text, shownAs }) => `${cellAddress(column, number)} ${kind} ${text} ${shownAs}`)])).toEqual([
      [1, ['A1 text a b number', 'B1 number 1234.5599999999999 number']],
      [9, ['C9 text A number', 'AA9 number 1 number', 'AB9 number 2 date', 'AC9 number 3 date', 'AD9 error #REF! number', 'AE9 text x number']],
    ]);
  });

  it('names sheets as a spreadsheet takes them, each once', () => {
    expect(sheetNames(['A/B: c?', 'a b c', '', "'x'", 'Centre public d’action sociale de la ville', 'Centre public d’action sociale de Lille', 'History'])).toEqual([
      'A B c', 'a b c (2)', 'Sheet', 'x', 'Centre public d’action sociale', 'Centre public d’action soci (2)', 'History (2)',
    ]);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 })), (wished) => {
        const names = sheetNames(wished);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wished.length);
        for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']([^[\]:*?/\\]{0,29}[^[\]:*?/\\'])?$/);
        expect(sheetNames(names)).toEqual(names);
      }),
    );
  });

  it('knows its columns by letters', () => {
    expect([1, 26, 27, 702, 703, 16384].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
    fc.assert(fc.property(fc.integer({ min: 1, max: 16_384 }), (column) => expect(columnOf(`${columnLetters(column)}12`)).toBe(column)));
    expect(cellAddress(8, 6, "L'autre")).toBe("'L''autre'!H6");
  });
});
