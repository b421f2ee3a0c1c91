import { drawnOut, fillDown, fillOf, fillRight } from './fill';

const rect = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });
const shown = (cells: ReturnType<typeof fillDown>) => cells?.map(({ to, from }) => `${from.row}:${from.column}>${to.row}:${to.column}`);

describe('filling', () => {
  it('down copies the first row of the selection over the others', () => {
    expect(shown(fillDown(rect(1, 0, 3, 1)))).toEqual(['1:0>2:0', '1:1>2:1', '1:0>3:0', '1:1>3:1']);
  });

  it('down in a single row copies the row above, where there is one', () => {
    expect(shown(fillDown(rect(2, 1, 2, 2)))).toEqual(['1:1>2:1', '1:2>2:2']);
    expect(fillDown(rect(0, 1, 0, 2))).toBeNull();
  });

  it('right copies the first column, or the one before a single column', () => {
    expect(shown(fillRight(rect(0, 1, 1, 2)))).toEqual(['0:1>0:2', '1:1>1:2']);
    expect(shown(fillRight(rect(0, 1, 0, 1)))).toEqual(['0:0>0:1']);
    expect(fillRight(rect(0, 0, 0, 0))).toBeNull();
  });

  it('by the handle repeats the selection, forwards and backwards', () => {
    expect(shown(fillOf(rect(2, 0, 3, 0), rect(2, 0, 6, 0)))).toEqual(['2:0>4:0', '3:0>5:0', '2:0>6:0']);
    expect(shown(fillOf(rect(2, 0, 3, 0), rect(0, 0, 3, 0)))).toEqual(['2:0>0:0', '3:0>1:0']);
  });

  it('by the handle goes along one side only', () => {
    const selection = rect(2, 2, 3, 3);
    expect(drawnOut(selection, { row: 6, column: 4 })).toEqual(rect(2, 2, 6, 3));
    expect(drawnOut(selection, { row: 4, column: 7 })).toEqual(rect(2, 2, 3, 7));
    expect(drawnOut(selection, { row: 0, column: 2 })).toEqual(rect(0, 2, 3, 3));
    expect(drawnOut(selection, { row: 3, column: 2 })).toEqual(selection);
  });
});
