import fc from 'fast-check';
import { clipped, contains, countOf, edgeOf, extended, moved, nextWithin, placesOf, rangeAt, rectOf, type Place, type Step } from './range';

const at = (row: number, column: number): Place => ({ row, column });
const size = { rows: 6, columns: 5 };

describe('a selection', () => {
  it('stands between its anchor and its head, whichever way it was drawn', () => {
    expect(rectOf(extended(rangeAt(at(3, 4)), at(1, 2)))).toEqual({ top: 1, left: 2, bottom: 3, right: 4 });
    expect(countOf(rectOf(extended(rangeAt(at(3, 4)), at(1, 2))))).toBe(9);
  });

  it('keeps its anchor while its head comes and goes', () => {
    const range = extended(extended(rangeAt(at(2, 2)), at(4, 2)), at(0, 2));
    expect([range.anchor, rectOf(range)]).toEqual([at(2, 2), { top: 0, left: 2, bottom: 2, right: 2 }]);
  });

  it('names each of its cells once', () => {
    const place = fc.record({ row: fc.nat(8), column: fc.nat(8) });
    fc.assert(
      fc.property(place, place, (anchor, head) => {
        const rect = rectOf({ anchor, head });
        const places = [...placesOf(rect)];
        expect(new Set(places.map(({ row, column }) => `${row}:${column}`)).size).toBe(countOf(rect));
        expect(places.every((one) => contains(rect, one))).toBe(true);
      }),
    );
  });

  it('never leaves the sheet', () => {
    expect(moved(at(0, 0), [-3, -1], size)).toEqual(at(0, 0));
    expect(moved(at(4, 4), [9, 9], size)).toEqual(at(5, 4));
  });

  it('is cut to the rows and columns that are left', () => {
    expect(clipped({ top: 2, left: 1, bottom: 9, right: 9 }, size)).toEqual({ top: 2, left: 1, bottom: 5, right: 4 });
    expect(clipped({ top: 7, left: 1, bottom: 9, right: 9 }, size)).toBeNull();
  });
});

describe('the edge of the filled region', () => {
  const column = (...filled: number[]) => (place: Place) => filled.includes(place.row);
  const down: Step = [1, 0];
  const up: Step = [-1, 0];

  it.each([
    ['the end of the run', [0, 1, 2, 5], 0, down, 2],
    ['the next run from the end of one', [0, 1, 2, 5], 2, down, 5],
    ['the next filled cell from an empty one', [0, 4], 1, down, 4],
    ['the edge of the sheet where nothing is left', [0, 1], 1, down, 5],
    ['back to the beginning of the run', [1, 2, 3], 3, up, 1],
    ['nowhere at the edge', [0], 0, up, 0],
  ] as const)('is %s', (_, filled, from, step, to) => expect(edgeOf(at(from, 1), step, size, column(...filled))).toEqual(at(to, 1)));
});

describe('Enter and Tab inside a selection', () => {
  const rect = { top: 1, left: 1, bottom: 2, right: 3 };

  it('go down the columns or along the rows, and round again', () => {
    expect(nextWithin(rect, at(2, 1), 'down')).toEqual(at(1, 2));
    expect(nextWithin(rect, at(2, 3), 'down')).toEqual(at(1, 1));
    expect(nextWithin(rect, at(1, 1), 'up')).toEqual(at(2, 3));
    expect(nextWithin(rect, at(1, 3), 'right')).toEqual(at(2, 1));
    expect(nextWithin(rect, at(1, 1), 'left')).toEqual(at(2, 3));
  });

  it('come to each cell once before the first one returns', () => {
    for (const direction of ['down', 'up', 'right', 'left'] as const) {
      const seen = new Set<string>();
      let place = at(1, 1);
      for (let steps = 0; steps < countOf(rect); steps += 1) {
        seen.add(`${place.row}:${place.column}`);
        place = nextWithin(rect, place, direction);
      }
      expect([seen.size, place]).toEqual([6, at(1, 1)]);
    }
  });
});
