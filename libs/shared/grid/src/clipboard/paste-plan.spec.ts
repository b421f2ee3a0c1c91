import { readTyped } from '../edit/read-typed';
import { parseBlock } from './block-text';
import { countsOf, needsNoPreview, planPaste, type PasteSheet } from './paste-plan';

const sheet = (options: Partial<PasteSheet> = {}): PasteSheet => ({ rows: 4, columns: 4, isEditable: () => true, read: (text) => readTyped(text, 'fr'), ...options });
const at = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
const shown = (text: string, selection = at(0, 0), options: Partial<PasteSheet> = {}) =>
  planPaste(parseBlock(text), selection, sheet(options)).cells.map(({ place, text: cell }) => `${place.row}:${place.column}=${cell}`);

describe('a pasted block', () => {
  it('stands at the upper left corner of the selection, in its own size', () => {
    expect(shown('1\t2\r\n3\t4\r\n', at(1, 1))).toEqual(['1:1=1', '1:2=2', '2:1=3', '2:2=4']);
    expect(shown('1\r\n2\r\n3\r\n', at(0, 2, 1, 2))).toEqual(['0:2=1', '1:2=2', '2:2=3']);
  });

  it('of one value fills the selection', () => expect(shown('5\r\n', at(1, 1, 2, 2))).toEqual(['1:1=5', '1:2=5', '2:1=5', '2:2=5']));

  it('repeats on a larger selection that it divides evenly, and only on such a one', () => {
    expect(shown('1\t2\n', at(0, 0, 1, 3))).toEqual(['0:0=1', '0:1=2', '0:2=1', '0:3=2', '1:0=1', '1:1=2', '1:2=1', '1:3=2']);
    expect(shown('1\n2\n', at(0, 0, 3, 0))).toEqual(['0:0=1', '1:0=2', '2:0=1', '3:0=2']);
    expect(shown('1\t2\n', at(0, 0, 2, 0))).toEqual(['0:0=1', '0:1=2', '1:0=1', '1:1=2', '2:0=1', '2:1=2']);
    expect(shown('1\n2\n', at(0, 0, 2, 0))).toEqual(['0:0=1', '1:0=2']);
    expect(shown('1\t2\n', at(0, 0, 0, 2))).toEqual(['0:0=1', '0:1=2']);
  });

  it('leaves cells alone for which a shorter row has no text', () => expect(shown('1\n2\t3\n')).toEqual(['0:0=1', '1:0=2', '1:1=3']));

  it('skips locked and computed cells, and counts them', () => {
    const plan = planPaste(parseBlock('1\t2\t3\n4\t5\t6\n'), at(0, 0), sheet({ isEditable: ({ row, column }) => column !== 1 && row !== 1 }));
    expect([plan.cells.map(({ text }) => text), plan.readOnly]).toEqual([['1', '3'], 4]);
  });

  it('keeps what has no row for rows to be added, and counts what has no column', () => {
    const plan = planPaste(parseBlock('1\t2\n3\t4\n5\t6\n'), at(2, 3), sheet());
    expect([plan.cells.map(({ text }) => text), plan.beyond.map(({ text, place }) => [text, place.row]), plan.rowsBeyond, plan.cellsBeside]).toEqual([['1', '3'], [['5', 4]], 1, 3]);
    expect(plan.rect).toEqual(at(2, 3, 3, 3));
  });

  it('counts what is beyond the last row with the rest where rows are added, and as left out where they are not', () => {
    const plan = planPaste(parseBlock('1\t2\n3\t1.234\nx\t6\n'), at(3, 2), sheet());
    expect(countsOf(plan, true)).toEqual({ all: 6, good: 4, unclear: 1, refused: 1, readOnly: 0, leftOut: 0 });
    expect(countsOf(plan, false)).toEqual({ all: 2, good: 2, unclear: 0, refused: 0, readOnly: 0, leftOut: 4 });
    expect(countsOf(planPaste(parseBlock('1\t2\t3\n'), at(0, 3), sheet()), true).leftOut).toBe(2);
  });

  it('of mixed conventions asks what is doubtful, refuses what is no amount, and makes nothing zero', () => {
    const plan = planPaste(parseBlock('1 234,56\t1.234\t12 mille\t€ 4,340,000\r\n1.234,5\t-5\t\t1e3\r\n'), at(0, 0), sheet({ isEditable: ({ row, column }) => row !== 1 || column !== 1 }));
    expect(countsOf(plan, false)).toEqual({ all: 8, good: 4, unclear: 1, refused: 2, readOnly: 1, leftOut: 0 });
    expect(plan.cells.map(({ reading }) => ('cents' in reading ? reading.cents : reading.kind))).toEqual([123456, 'ask', 'refused', 434_000_000, 123450, null, 'refused']);
  });

  it('that is small and wholly good needs no preview; anything else is shown first', () => {
    const plan = (text: string, options: Partial<PasteSheet> = {}) => planPaste(parseBlock(text), at(0, 0), sheet({ rows: 20, ...options }));
    expect(needsNoPreview(plan('1\t2\t3\n4\t5\t6\n'))).toBe(true);
    expect(needsNoPreview(plan('1\t1.234\n'))).toBe(false);
    expect(needsNoPreview(plan('1\tx\n'))).toBe(false);
    expect(needsNoPreview(plan('1\t2\n', { isEditable: ({ column }) => column === 0 }))).toBe(false);
    expect(needsNoPreview(plan('1\t2\n', { columns: 1 }))).toBe(false);
    expect(needsNoPreview(plan('1\n2\n', { rows: 1 }))).toBe(false);
    expect(needsNoPreview(plan('1\n'.repeat(13)))).toBe(false);
  });
});
