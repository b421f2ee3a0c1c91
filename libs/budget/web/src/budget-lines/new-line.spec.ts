import * as fc from 'fast-check';
import type { LineView } from '@passerelle/budget/model';
import { NOTHING } from './line-fields';
import { placeFor, placesBehind } from './new-line';

const line = (lineId: string, position: number): LineView => ({ ...NOTHING, lineId, position });
const sorted = (lines: readonly LineView[]) => [...lines].sort((a, b) => a.position - b.position || (a.lineId < b.lineId ? -1 : 1));
const id = (n: number) => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

describe('a new line', () => {
  it('stands behind the last one where there is nothing to stand beside', () => {
    expect(placeFor([], null, 'below', () => 'new')).toEqual({ lineId: 'new', position: 1024 });
    expect(placeFor([line('a', 5)], null, 'above', () => 'new')).toEqual({ lineId: 'new', position: 1029 });
    expect(placesBehind([line('a', 5)], 2, () => 'new').map(({ position }) => position)).toEqual([1029, 2053]);
  });

  it('stands directly above or below the line beside which it was wanted, even where positions leave no room; no other line moves', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 16, max: 0xfffffff0 }).map(id), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ids, fc.nat(), fc.constantFrom('above' as const, 'below' as const), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffffff }), (names, pick, side, step, made) => {
        // Wide apart in the order of their ids, too: two that follow each other leave no room.
        const lines = sorted(names.map((name, index) => line(name, index * step)));
        const at = pick % lines.length;
        const place = placeFor(lines, lines[at]!.lineId, side, () => id(made));
        const before = side === 'below' ? lines[at] : lines[at - 1];
        const after = side === 'below' ? lines[at + 1] : lines[at];
        const tight = before && after && before.position === after.position && Number.parseInt(after.lineId.slice(0, 8), 16) - Number.parseInt(before.lineId.slice(0, 8), 16) < 2;
        fc.pre(!tight);
        const now = sorted([...lines, line(place.lineId, place.position)]).map(({ lineId }) => lineId);
        expect(now.indexOf(place.lineId)).toBe(side === 'below' ? at + 1 : at);
      }),
    );
  });
});
