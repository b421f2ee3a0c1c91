import { ProgrammeActions, ProgrammeReader } from '@passerelle/programme/api';
import { NO_BUDGET_RULES, ProgrammeView, type ProgrammeDefinition } from '@passerelle/programme/model';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { DEMO_PROGRAMME } from '../src/demo/demo-programme';
import { contractErrors, testApp, type TestApp } from './test-app';

describe('the budget rules of a programme', () => {
  let t: TestApp;
  beforeEach(async () => (t = await testApp()));
  afterEach(() => t.close());

  const stored = (code: string) => t.app.get(UnitOfWork).run(SYSTEM, (tx) => t.app.get(ProgrammeReader, { strict: false }).get(tx, code));

  it('are given out with its categories as they were defined', async () => {
    const { body } = await (await t.as('finance-lead'))('GET', '/api/programmes');
    const programme = (body as ProgrammeView[]).find(({ code }) => code === 'FWVL')!;
    expect(await contractErrors(ProgrammeView, programme)).toEqual([]);
    expect(programme.budgetRules).toEqual(DEMO_PROGRAMME.budgetRules);
    expect(programme.costCategories.filter(({ masked }) => masked).map(({ code }) => code)).toEqual(['STAFF']);
    expect(programme.costCategories.filter(({ kind }) => kind !== 'REAL').map(({ code, kind }) => [code, kind])).toEqual([['OTHER', 'FLAT_RATE'], ['LUMP_SUM', 'LUMP_SUM'], ['UNIT_COST', 'UNIT_COST']]);
    expect(await stored('FWVL')).toMatchObject({ budgetRules: DEMO_PROGRAMME.budgetRules, costCategories: programme.costCategories });
  });

  it('are four empty lists where none were defined', async () => {
    const { budgetRules: _, ...rest } = DEMO_PROGRAMME;
    const plain: ProgrammeDefinition = { ...rest, code: 'PLAIN', costCategories: [{ code: 'STAFF', names: { fr: 'Personnel' } }] };
    await t.app.get(UnitOfWork).run(SYSTEM, (tx) => t.app.get(ProgrammeActions, { strict: false }).define(tx, null, plain));
    expect(await stored('PLAIN')).toMatchObject({ budgetRules: NO_BUDGET_RULES, costCategories: [{ code: 'STAFF', kind: 'REAL', masked: false }] });
  });
});
