import fc from 'fast-check';
import { EditHistory } from './edit-history';

interface Edit {
  readonly cell: number;
  readonly value: number;
}
/** A row of cells whose changes are recorded. */
class Cells {
  readonly history = new EditHistory<string, Edit>();
  constructor(public values: readonly number[]) {}
  act(after: readonly Edit[]): void {
    this.history.record({ kind: 'type', before: after.map(({ cell }) => ({ cell, value: this.values[cell]! })), after });
    this.put(after);
  }
  undo = () => this.put(this.history.back()?.before ?? []);
  redo = () => this.put(this.history.forth()?.after ?? []);
  put(edits: readonly Edit[]): void {
    this.values = this.values.map((value, cell) => edits.find((edit) => edit.cell === cell)?.value ?? value);
  }
}

describe('undoing', () => {
  it('takes back a whole act at once, and does it again', () => {
    const cells = new Cells([1, 2, 3]);
    cells.act([{ cell: 0, value: 7 }, { cell: 2, value: 9 }]);
    cells.undo();
    expect(cells.values).toEqual([1, 2, 3]);
    cells.redo();
    expect([cells.values, cells.history.canUndo(), cells.history.canRedo()]).toEqual([[7, 2, 9], true, false]);
  });

  it('reaches back over 100 steps, and no further', () => {
    const cells = new Cells([0]);
    for (let value = 1; value <= 120; value += 1) cells.act([{ cell: 0, value }]);
    for (let steps = 0; steps < 130; steps += 1) cells.undo();
    expect(cells.values).toEqual([20]);
  });

  it('leaves nothing to do again once something else was done', () => {
    const cells = new Cells([1]);
    cells.act([{ cell: 0, value: 2 }]);
    cells.undo();
    cells.act([{ cell: 0, value: 3 }]);
    cells.redo();
    expect([cells.values, cells.history.canRedo()]).toEqual([[3], false]);
  });

  it('takes an answer back along with the act that raised the question', () => {
    const history = new EditHistory<string, string>();
    history.record({ kind: 'type', before: ['5'], after: ['1.234?'] });
    history.amend(['1234']);
    expect([history.back(), history.back(), history.forth()?.after]).toEqual([{ kind: 'type', before: ['5'], after: ['1234'] }, null, ['1234']]);
  });

  it('comes back to where it began, whatever was done, and forth to where it ended', () => {
    const edits = fc.array(fc.record({ cell: fc.nat(4), value: fc.nat(99) }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(fc.array(edits, { maxLength: 100 }), (acts) => {
      const cells = new Cells([0, 0, 0, 0, 0]);
      for (const act of acts) cells.act([...new Map(act.map((edit) => [edit.cell, edit])).values()]);
      const end = cells.values;
      for (const _ of acts) cells.undo();
      expect(cells.values).toEqual([0, 0, 0, 0, 0]);
      for (const _ of acts) cells.redo();
      expect(cells.values).toEqual(end);
    }));
  });
});
