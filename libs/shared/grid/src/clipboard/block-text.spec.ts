import fc from 'fast-check';
import { parseBlock, withoutFormula, writeBlock } from './block-text';

describe('a block from the clipboard', () => {
  it.each([
    ['CRLF, as a spreadsheet ends its rows', '1\t2\r\n3\t4\r\n', [['1', '2'], ['3', '4']]],
    ['LF', '1\t2\n3\t4\n', [['1', '2'], ['3', '4']]],
    ['CR', '1\t2\r3\t4\r', [['1', '2'], ['3', '4']]],
    ['no newline at the end', '1\r\n2', [['1'], ['2']]],
    ['one column whose last cells are empty: exactly one newline is dropped', '1\r\n\r\n\r\n', [['1'], [''], ['']]],
    ['one empty cell', '\r\n', [['']]],
    ['no text', '', []],
    ['empty cells between', '1\t\t3\n\t\t\n', [['1', '', '3'], ['', '', '']]],
    ['quoted tabs and newlines', '"a\tb"\t"c\r\nd"\r\n"e\nf"\tg\r\n', [['a\tb', 'c\r\nd'], ['e\nf', 'g']]],
    ['doubled quotes', '"say ""yes"""\t1', [['say "yes"', '1']]],
    ['quotes in the middle of a text', 'a "b" c\t1', [['a "b" c', '1']]],
    ['quotes that never close', '"a\t1\n2', [['"a', '1'], ['2']]],
    ['quotes that close before the cell ends', '"a" b\t1', [['"a" b', '1']]],
    ['rows of different lengths', '1\n2\t3', [['1'], ['2', '3']]],
  ])('is read with %s', (_, text, block) => expect(parseBlock(text)).toEqual(block));

  it('is read back as it was written', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[a"\t\r\n1,. ]{0,8}$/));
    const block = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
    fc.assert(fc.property(block, (rows) => expect(parseBlock(writeBlock(rows))).toEqual(rows)));
  });

  it('goes out with CRLF, and no text of it is calculated by a spreadsheet', () => {
    expect(writeBlock([['SETIS', '54653,62'], ['a\tb', '']])).toBe('SETIS\t54653,62\r\n"a\tb"\t\r\n');
    expect(['=HYPERLINK("x")', '+5', '-5', '@x', 'x'].map(withoutFormula)).toEqual(["'=HYPERLINK(\"x\")", "'+5", "'-5", "'@x", 'x']);
  });
});
