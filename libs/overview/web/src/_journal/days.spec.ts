import { dayOf, momentsOf } from './days';

describe('days of the address', () => {
  it.each([['2024-10-01', '2024-10-01'], ['2024-13-01', ''], ['01/10/2024', ''], ['0000-01-01', ''], ['', ''], [undefined, '']])('%s is taken as %s', (text, day) => expect(dayOf(text)).toBe(day));

  it('are the reader’s own, the last one to its end', () => {
    const { from, to } = momentsOf('2024-10-01', '2024-10-01');
    expect([new Date(from!).getHours(), new Date(from!).getDate(), new Date(to!).getHours(), new Date(to!).getDate()]).toEqual([0, 1, 0, 2]);
    expect(momentsOf('', '')).toEqual({ from: null, to: null });
  });
});
