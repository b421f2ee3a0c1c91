import * as fc from 'fast-check';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import { cents } from '@passerelle/shared/money';
import { formatMessage, loadDictionary } from '@passerelle/shared/texts';
import { SHIFT_LEVELS, SHIFT_SUBJECTS, type ShiftRule } from '@passerelle/programme/model';
import { shiftSentence, shiftsOf, type ShiftOperator } from './shift.rules';

const rules: ShiftRule[] = [
  { level: 'CONTACT_POINT', of: 'CATEGORY', overBp: 500 },
  { level: 'COMMITTEE', of: 'CATEGORY', overBp: 1000 },
  { level: 'CONTACT_POINT', of: 'OPERATOR', overBp: 500 },
  { level: 'COMMITTEE', of: 'PROJECT', overBp: 2000 },
];
const operator = (operatorId: string, amountsCents: Record<string, number>, total?: number): ShiftOperator => ({
  operatorId, amountsCents: amountsCents as ShiftOperator['amountsCents'], totalCents: cents(total ?? Object.values(amountsCents).reduce((sum, one) => sum + one, 0)),
});
const agreed = [operator('o1', { STAFF: 10_000, EXTERNAL: 1_000 }), operator('o2', { STAFF: 5_000, TRAVEL: 1_000 })];
const told = (draft: readonly ShiftOperator[], was = agreed) => shiftsOf(was, draft, rules).shifts.map(({ of, key, shiftCents, shiftBp, level }) => [of, key, shiftCents, shiftBp, level]);

describe('the shifts of a draft', () => {
  it('are none while it is as it was agreed', () => expect(shiftsOf(agreed, agreed, rules)).toEqual({ shifts: [], level: 'FREE', decisive: [] }));

  it('need the committee: 11,2 % of external expertise', () => {
    const found = shiftsOf(agreed, [operator('o1', { STAFF: 9_888, EXTERNAL: 1_112 }), agreed[1]!], rules);
    expect(found.level).toBe('COMMITTEE');
    expect(found.decisive.map(shiftSentence)).toEqual([{ key: 'shift.needs.COMMITTEE.of', params: { name: 'EXTERNAL', shiftBp: 1120, shiftCents: 112, overBp: 1000 } }]);
    expect(told([operator('o1', { STAFF: 9_888, EXTERNAL: 1_112 }), agreed[1]!])).toEqual([
      ['CATEGORY', 'EXTERNAL', 112, 1120, 'COMMITTEE'],
      ['CATEGORY', 'STAFF', 112, 74, 'FREE'],
      ['PROJECT', '', 112, 65, 'FREE'],
    ]);
  });

  it('between operators within a category are shifts of the operators and of the project', () => {
    expect(told([operator('o1', { STAFF: 9_000, EXTERNAL: 1_000 }), operator('o2', { STAFF: 6_000, TRAVEL: 1_000 })])).toEqual([
      ['OPERATOR', 'o1', 1_000, 909, 'CONTACT_POINT'],
      ['OPERATOR', 'o2', 1_000, 1_666, 'CONTACT_POINT'],
      ['PROJECT', '', 1_000, 588, 'FREE'],
    ]);
  });

  it('exceed a threshold by more than its percentage, to the cent, though the shown one is cut', () => {
    const levelAt = (external: number) => shiftsOf([operator('o1', { EXTERNAL: 1_000_000, STAFF: 99_000_000 })], [operator('o1', { EXTERNAL: external, STAFF: 99_000_000 })], rules).level;
    expect([levelAt(1_050_000), levelAt(1_050_001), levelAt(1_100_000), levelAt(1_100_001), levelAt(900_000), levelAt(899_999)]).toEqual(['FREE', 'CONTACT_POINT', 'CONTACT_POINT', 'COMMITTEE', 'CONTACT_POINT', 'COMMITTEE']);
  });

  it('into a category of which nothing was agreed need the highest level', () => {
    const found = shiftsOf(agreed, [operator('o1', { STAFF: 9_999, EXTERNAL: 1_000, WORKS: 1 }), agreed[1]!], rules);
    expect(found.decisive.map(shiftSentence)).toEqual([{ key: 'shift.needs.COMMITTEE.new', params: { name: 'WORKS', shiftCents: 1, overBp: 1000 } }]);
  });

  it('are none where an agreed total is broken down for the first time', () => {
    const totalOnly = [operator('o1', {}, 1_000)];
    expect(told([operator('o1', { STAFF: 700, TRAVEL: 200 }, 1_000)], totalOnly)).toEqual([]);
    // Beyond the total they are: 100 more than was agreed.
    expect(told([operator('o1', { STAFF: 1_100 })], totalOnly)).toEqual([
      ['CATEGORY', 'STAFF', 100, 1_000, 'CONTACT_POINT'],
      ['OPERATOR', 'o1', 100, 1_000, 'CONTACT_POINT'],
      ['PROJECT', '', 100, 1_000, 'FREE'],
    ]);
  });

  it('of an operator that comes or goes are told', () => {
    expect(told([agreed[0]!])).toEqual([
      ['CATEGORY', 'STAFF', 5_000, 3_333, 'COMMITTEE'],
      ['CATEGORY', 'TRAVEL', 1_000, 10_000, 'COMMITTEE'],
      ['OPERATOR', 'o2', 6_000, 10_000, 'CONTACT_POINT'],
      ['PROJECT', '', 6_000, 3_529, 'COMMITTEE'],
    ]);
    expect(told(agreed, [agreed[0]!]).map(([of, key, , shiftBp]) => [of, key, shiftBp])).toContainEqual(['OPERATOR', 'o2', null]);
  });

  it('need nobody where the programme has no thresholds', () => expect(shiftsOf(agreed, [], []).level).toBe('FREE'));

  const amounts = fc.dictionary(fc.constantFrom('STAFF', 'TRAVEL', 'EXTERNAL'), fc.integer({ min: 0, max: 99_999 }), { noNullPrototype: true });
  const version = fc.tuple(amounts, amounts, fc.integer({ min: 0, max: 50_000 })).map(([a, b, open]) => [operator('o1', a), operator('o2', b, Object.values(b).reduce((sum, one) => sum + one, 0) + open)]);

  it('do not depend on the order of the operators, and no draft needs less by moving more of one category away', () => {
    fc.assert(
      fc.property(version, version, (was, is) => {
        const sorted = (of: readonly ShiftOperator[], draft: readonly ShiftOperator[]) => shiftsOf(of, draft, rules).shifts.map((shift) => JSON.stringify(shift)).sort();
        expect(sorted([...was].reverse(), [...is].reverse())).toEqual(sorted(was, is));
      }),
    );
    const levels = ['FREE', 'CONTACT_POINT', 'COMMITTEE'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (a, b) => {
        const levelOf = (moved: number) => levels.indexOf(shiftsOf([operator('o1', { STAFF: 10_000, TRAVEL: 90_000 })], [operator('o1', { STAFF: 10_000 - moved, TRAVEL: 90_000 + moved })], rules).level);
        expect(levelOf(Math.min(a, b))).toBeLessThanOrEqual(levelOf(Math.max(a, b)));
      }),
    );
  });
});

describe('the sentence of a shift', () => {
  const [shift] = shiftsOf(agreed, [operator('o1', { STAFF: 1 }), agreed[1]!], rules).shifts.filter(({ of }) => of === 'PROJECT');
  it('has a text in every language, whatever the shift', async () => {
    const keys = ['FREE', 'CONTACT_POINT', 'COMMITTEE'].flatMap((level) => ['of', 'new', 'project', 'project-new'].map((place) => `shift.needs.${level}.${place}`));
    const sentences = SHIFT_SUBJECTS.flatMap((of) => SHIFT_LEVELS.flatMap((level) => [1120, null].map((shiftBp) => shiftSentence({ ...shift!, of, level, shiftBp }).key)));
    expect([...new Set(sentences)].sort()).toEqual(keys.sort());
    for (const language of LANGUAGES) {
      const texts = await loadDictionary[language]();
      expect(keys.filter((key) => !(key in texts))).toEqual([]);
    }
  });
  it('is written by the reader’s conventions', async () => {
    const { key, params } = shiftSentence({ ...shift!, of: 'CATEGORY', level: 'COMMITTEE', shiftBp: 1120, shiftCents: cents(11_200) });
    const write = async (language: Language) => formatMessage((await loadDictionary[language]())[key]!, language, { ...params, name: 'external expertise' });
    expect(await write('en')).toBe('This shift needs the committee: 11.2% of external expertise (€112.00).');
    expect(await write('fr')).toContain('11,2\u00a0%');
  });
  it('names the whole project without a key', () => expect(shiftSentence(shift!)).toMatchObject({ key: 'shift.needs.COMMITTEE.project', params: { name: '', overBp: 2000 } }));
});
