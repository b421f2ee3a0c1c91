import fc from 'fast-check';
import type { WorkPackage } from './work-package';
import { languagesOf, refuseCount, refuseFields, renumberedOf, withAdded, withChanged, withMoved, withRemoved } from './work-plan.rules';

const plan = (...ids: string[]): WorkPackage[] => ids.map((workPackageId, index) => ({ workPackageId, number: index + 1, kind: 'OPERATIONAL', names: { fr: workPackageId }, responsibleOperatorId: null }));
const order = (workPackages: readonly WorkPackage[]): string => workPackages.map(({ workPackageId, number }) => `${number}${workPackageId}`).join(' ');

describe('a work plan', () => {
  it.each([
    ['to the front', 'c', 1, '1c 2a 3b 4d'],
    ['to the end', 'a', 4, '1b 2c 3d 4a'],
    ['beyond the end', 'a', 99, '1b 2c 3d 4a'],
    ['one down', 'b', 3, '1a 2c 3b 4d'],
    ['where it is', 'b', 2, '1a 2b 3c 4d'],
  ])('takes a work package %s, and the others close up', (_, id, number, expected) => expect(order(withMoved(plan('a', 'b', 'c', 'd'), id, number))).toBe(expected));

  it('takes a new one at its end and closes the gap of one that goes', () => {
    expect(order(withAdded(plan('a', 'b'), 'x', { kind: 'COORDINATION', names: { fr: ' Coordination ', nl: '' } }))).toBe('1a 2b 3x');
    expect(withAdded([], 'x', { names: { fr: ' Coordination ', nl: ' ' } })[0]!.names).toEqual({ fr: 'Coordination' });
    expect(order(withRemoved(plan('a', 'b', 'c'), 'a'))).toBe('1b 2c');
  });

  it('changes what is given and leaves the rest, and takes a name away that is emptied', () => {
    const [named] = withChanged(plan('a'), 'a', { names: { nl: 'Netwerken' } });
    expect(named).toMatchObject({ names: { fr: 'a', nl: 'Netwerken' }, kind: 'OPERATIONAL' });
    expect(withChanged([named!], 'a', { names: { fr: '' }, responsibleOperatorId: 'o' })[0]).toMatchObject({ names: { nl: 'Netwerken' }, responsibleOperatorId: 'o' });
    expect(withChanged([{ ...named!, responsibleOperatorId: 'o' }], 'a', { kind: 'COMMUNICATION' })[0]).toMatchObject({ kind: 'COMMUNICATION', responsibleOperatorId: 'o' });
  });

  it('is numbered from 1 on without a gap whatever is moved and removed, and tells exactly the numbers that are others', () => {
    const act = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), number: fc.integer({ min: 1, max: 7 }), removes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const before = plan('a', 'b', 'c', 'd', 'e');
        const after = acts.reduce((now, { id, number, removes }) => (removes ? withRemoved(now, id) : withMoved(now, id, number)), before);
        expect(after.map(({ number }) => number)).toEqual(after.map((_, index) => index + 1));
        const told = new Map(renumberedOf(before, after).map((one) => [one.workPackageId, one]));
        for (const { workPackageId, number } of after) {
          const old = before.find((one) => one.workPackageId === workPackageId)!.number;
          expect(told.get(workPackageId)).toEqual(old === number ? undefined : { workPackageId, before: old, after: number });
        }
      }),
    );
  });

  it('knows its operators and has no more packages than two figures count', () => {
    expect(refuseFields({ responsibleOperatorId: 'x' }, ['o']).map(({ code, pointer }) => [code, pointer])).toEqual([['workPlan.unknown-operator', '/responsibleOperatorId']]);
    expect([refuseFields({ responsibleOperatorId: 'o' }, ['o']), refuseFields({ responsibleOperatorId: null }, [])]).toEqual([[], []]);
    const many = Array.from({ length: 100 }, (_, index) => `${index}`);
    expect([refuseCount(plan(...many)).map(({ code }) => code), refuseCount(plan(...many.slice(1)))]).toEqual([['workPlan.too-many'], []]);
  });

  it('is read in French and Dutch, and in what else somebody wrote', () => {
    expect(languagesOf([])).toEqual(['fr', 'nl']);
    expect(languagesOf(withChanged(plan('a'), 'a', { names: { de: 'Netze' } }))).toEqual(['fr', 'nl', 'de']);
  });
});
