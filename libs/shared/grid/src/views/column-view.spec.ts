import { AS_MADE, inOrder, isHidden, readView, withHidden, withMoved, writeView } from './column-view';

const columns = ['name', 'total', 'staff', 'office'].map((id) => ({ id, sticky: id === 'name' }));
const ids = (view = AS_MADE) => inOrder(columns, view).map(({ id }) => id);

describe('a view of the columns', () => {
  it('shows them as the grid was made until somebody moves one', () => {
    expect(ids()).toEqual(['name', 'total', 'staff', 'office']);
    const view = withMoved(AS_MADE, columns, 'office', -1);
    expect(ids(view)).toEqual(['name', 'total', 'office', 'staff']);
    expect(ids(withMoved(view, columns, 'total', -1))).toEqual(ids(view));
  });

  it('puts a new column behind the one that it follows in the grid', () => {
    expect(ids({ ...AS_MADE, order: ['office', 'total', 'gone'] })).toEqual(['name', 'office', 'total', 'staff']);
  });

  it('hides and shows a column, but never the one that names the rows', () => {
    const view = withHidden(withHidden(AS_MADE, 'staff', true), 'name', true);
    expect(columns.map((column) => isHidden(column, view))).toEqual([false, false, true, false]);
    expect(withHidden(view, 'staff', false).hidden).toEqual(['name']);
  });

  it('is remembered, and forgotten once it is as the grid was made', () => {
    const view = { widths: { staff: 180 }, hidden: ['office'], order: ['staff', 'total'] };
    writeView(localStorage, 'budget.anne', view);
    expect([readView(localStorage, 'budget.anne'), readView(localStorage, 'budget.bart')]).toEqual([view, AS_MADE]);
    writeView(localStorage, 'budget.anne', AS_MADE);
    expect(localStorage.length).toBe(0);
  });

  it('takes nothing from the device that is no view', () => {
    localStorage.setItem('passerelle.columns.x', '{"widths":{"a":-5,"b":"wide","c":120},"hidden":"all","order":[1,"c"]}');
    expect(readView(localStorage, 'x')).toEqual({ widths: { c: 120 }, hidden: [], order: ['c'] });
    localStorage.setItem('passerelle.columns.x', 'nonsense');
    expect(readView(localStorage, 'x')).toEqual(AS_MADE);
    localStorage.clear();
  });
});
