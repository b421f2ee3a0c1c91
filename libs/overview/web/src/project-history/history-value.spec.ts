import { writeHistoryLabel, writeHistoryValue, type HistoryWords } from './history-value';

const words: HistoryWords = { language: 'fr', partName: (part) => ({ totalCents: 'Budget total' })[part] ?? '', cellName: (cell) => ({ STAFF: 'Frais de personnel' })[cell] ?? cell };

describe('a value of the journal', () => {
  it.each([
    ['an amount of a budget cell', 'budget-cell:o:STAFF', 5465362, '54\u202f653,62\u00a0€'],
    ['a count', 'operators', 14, '14'],
    ['a date', 'startDate', '2017-10-01', '01/10/2017'],
    ['nothing', 'budget-cell:o:STAFF', null, ''],
    ['parts with their names', 'project:p', { totalCents: 100, code: '4.8.337', lead: null }, '4.8.337 · Budget total 1,00\u00a0€'],
    ['a list', 'names', ['A', 'B'], 'A · B'],
  ])('is written: %s', (_what, name, value, written) => expect(writeHistoryValue(name, value, words)).toBe(written));

  it('names a cell as the reader does', () => {
    expect(writeHistoryLabel('budget-cell:o:STAFF', 'SETIS · STAFF', words)).toBe('SETIS · Frais de personnel');
    expect(writeHistoryLabel('project:p', '4.8.337', words)).toBe('4.8.337');
  });
});
