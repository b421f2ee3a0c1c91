import * as fc from 'fast-check';
import { cents, sumCents, type Cents } from '@passerelle/shared/money';
import { GroupRow } from './group-row';
import { allGroups, allRows, displayed, groupIdsOf, groupsOf, type GroupKey } from './grouped';

interface Row {
  readonly id: number;
  readonly operator: string;
  readonly category: string;
  readonly amount: Cents | null;
}

const key = (id: 'operator' | 'category', order: readonly string[] = []): GroupKey<Row> => ({ id, head: id, of: (row) => row[id], label: (group) => group || 'none', order });
const columns = [{ id: 'amount', cents: ({ amount }: Row) => amount }];
const rowId = ({ id }: Row) => String(id);
const shown = (row: Row | GroupRow) => (row instanceof GroupRow ? `${'>'.repeat(row.level + 1)} ${row.label} ${row.count} ${row.cents.get('amount') ?? '-'}` : rowId(row));

const rows: readonly Row[] = [
  { id: 1, operator: 'b', category: 'x', amount: cents(10) },
  { id: 2, operator: 'a', category: 'y', amount: null },
  { id: 3, operator: 'b', category: 'y', amount: cents(5) },
  { id: 4, operator: '', category: 'x', amount: cents(-1) },
];

describe('rows in groups', () => {
  it('stand under the heads of their groups, in the order of the groups and of the rows', () => {
    const groups = groupsOf(rows, [key('operator', ['', 'a', 'b'])], columns);
    expect(displayed(groups, new Set(), rowId).map(shown)).toEqual(['> none 1 -1', '4', '> a 1 -', '2', '> b 2 15', '1', '3']);
    expect(allRows(groups).map(rowId)).toEqual(['4', '2', '1', '3']);
  });

  it('may stand in groups within groups; a closed group shows its head alone', () => {
    const keys = [key('operator', ['a', 'b']), key('category')];
    const groups = groupsOf(rows, keys, columns);
    const closed = new Set([groupIdsOf(rows[0]!, keys)[0]!, groupIdsOf(rows[3]!, keys)[1]!]);
    expect(displayed(groups, closed, rowId).map(shown)).toEqual(['> a 1 -', '>> y 1 -', '2', '> b 2 15', '> none 1 -1', '>> x 1 -1']);
  });

  it('are told apart although parts of their ids are alike', () => {
    const keys = [key('operator'), key('category')];
    const ids = allGroups(groupsOf([{ ...rows[0]!, operator: 'a', category: 'bc' }, { ...rows[0]!, operator: 'ab', category: 'c' }], keys, columns)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('close: the subtotals of every level sum up to the total, and no row is lost or doubled', () => {
    const row = fc.record({ operator: fc.constantFrom('a', 'b', ''), category: fc.constantFrom('x', 'y', 'z'), amount: fc.option(fc.integer({ min: -99_999, max: 99_999 }).map(cents)) });
    fc.assert(
      fc.property(fc.array(row), (made) => {
        const all = made.map((entry, id) => ({ ...entry, id }));
        const groups = groupsOf(all, [key('operator'), key('category')], columns);
        const total = sumCents(all.flatMap(({ amount }) => amount ?? []));
        for (const level of [0, 1]) {
          const heads = allGroups(groups).filter((group) => group.level === level);
          expect(sumCents(heads.flatMap((head) => head.cents.get('amount') ?? []))).toBe(total);
        }
        expect(allRows(groups).map(rowId).sort()).toEqual(all.map(rowId).sort());
      }),
    );
  });
});
