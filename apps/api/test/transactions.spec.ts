import { finish, UnitOfWork, type Statement } from '@passerelle/shared/api-kit';
import { emailOf, testApp, type TestApp } from './test-app';

describe('a transaction in a person’s name', () => {
  let t: TestApp;
  let unitOfWork: UnitOfWork;
  let who: { personId: string };

  beforeAll(async () => {
    t = await testApp();
    unitOfWork = t.app.get(UnitOfWork);
    who = { personId: (await t.sql('select id from person where email = $1', [emailOf('finance-lead')]))[0].id };
  });
  afterAll(() => t.close());

  const write = (act: string): Statement => [`insert into journal_entry (actor_id, act, subjects, changes) values (app_person(), $1, '{}', '[]') returning act`, [act]];
  const written = async (): Promise<string[]> => (await t.sql(`select act from journal_entry where act like 'try-%' order by id`)).map(({ act }) => act);
  const works = () => unitOfWork.run(who, (tx) => tx.query('select app_person() is not null known'));

  it('ends with its last statements, and gives the rows of each', async () => {
    const rows = await unitOfWork.run(who, (tx) => finish(tx, write('try-1'), write('try-2')));
    expect(rows).toEqual([[{ act: 'try-1' }], [{ act: 'try-2' }]]);
    expect(await written()).toEqual(['try-1', 'try-2']);
  });

  it.each<[string, Statement]>([
    ['fails', ['select 1 / $1::int', [0]]],
    ['says that something does not hold', ['select must_hold($1, $2)', [false, 'not so']]],
    ['says that something is not known to hold', ['select must_hold($1::boolean, $2)', [null, 'not so']]],
  ])('keeps nothing where one of the last statements %s, and the connection goes on', async (_, statement) => {
    const before = await written();
    await expect(unitOfWork.run(who, (tx) => finish(tx, write('try-3'), statement, write('try-4')))).rejects.toThrow(/division by zero|not so/);
    expect(await written()).toEqual(before);
    expect(await works()).toEqual([{ known: true }]);
  });

  it('is never said to be saved where an error was passed over before its end', async () => {
    const before = await written();
    await expect(unitOfWork.run(who, async (tx) => {
      await tx.query('select 1 / $1::int', [0]).catch(() => undefined);
      return finish(tx);
    })).rejects.toThrow('a transaction that should have been committed was undone');
    expect(await written()).toEqual(before);
  });

  it('does nothing at all where it is not said in whose name, though its first statement was sent already', async () => {
    const before = await written();
    await t.sql('alter function act_as(uuid) rename to act_as_away');
    try {
      const [text, values] = write('try-5');
      await expect(unitOfWork.run(who, (tx) => tx.query(text, values as unknown[]))).rejects.toThrow('act_as');
      await expect(unitOfWork.run(who, (tx) => finish(tx, [text, values]))).rejects.toThrow('act_as');
      await expect(unitOfWork.read(who, (tx) => tx.query('select 1 from project where code <> $1', ['']))).rejects.toThrow('act_as');
    } finally {
      await t.sql('alter function act_as_away(uuid) rename to act_as');
    }
    expect(await written()).toEqual(before);
    expect(await works()).toEqual([{ known: true }]);
  });

  it('leaves nobody known on the connection once it is over', async () => {
    await unitOfWork.run(who, async (tx) => {
      await finish(tx, write('try-6'));
      expect(await tx.query('select app_person() person')).toEqual([{ person: null }]);
      expect(await tx.query('select 1 from project')).toEqual([]);
    });
  });
});
