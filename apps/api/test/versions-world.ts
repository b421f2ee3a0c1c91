import { randomUUID } from 'node:crypto';
import { AB, type Answer, type Requester, type TestApp } from './test-app';

export interface VersionsWorld {
  readonly lead: Requester;
  readonly secretariat: Requester;
  /** A line per operator that is all of its total, described, in the first half-year and in a work package; of the lead's, one in EXTERNAL of this many cents besides. */
  readonly breakDown: () => Promise<void>;
  readonly versions: (who?: Requester) => Promise<any>;
  readonly revision: () => Promise<number>;
  readonly change: (who: Requester, change: { inserted?: object[]; changed?: object[]; removed?: string[] }) => Promise<Answer>;
  readonly act: (who: Requester, method: 'POST' | 'DELETE', version: number, path: string, body?: object, revision?: number) => Promise<Answer>;
  readonly submit: (version: number, who?: Requester) => Promise<Answer>;
  readonly approve: (version: number, effectiveDate: string, who?: Requester) => Promise<Answer>;
  /** The first version approved, and a modification opened beside it. */
  readonly toModification: () => Promise<void>;
}

export const DECISION = { body: 'Comité de pilotage', number: '2018-12', note: 'Sans réserve' };
/** Long past: in force whatever the clock says. */
export const LONG_AGO = '2018-01-01';

/** Acts on the versions of AB Réfugiés' budget, told in a test's words. */
export async function versionsWorld(t: TestApp): Promise<VersionsWorld> {
  const [lead, secretariat] = [await t.as('finance-lead'), await t.as('secretariat')];
  // Without the sample: totals alone, nothing broken down.
  await t.sql('delete from budget_line');
  await t.sql('delete from match_funding');
  await t.sql(`update operator_budget set amounts = '{}', line_counts = '{}', flat_rates = '[]', to_allocate_cents = total_cents, other_sources_cents = 0, own_contribution_cents = total_cents - erdf_cents`);
  await t.sql('update budget set to_allocate_cents = total_cents, other_sources_cents = 0, own_contribution_cents = total_cents - erdf_cents');
  const budget = async () => (await lead('GET', `${AB}/budget`)).body;
  const revision = async (): Promise<number> => (await budget()).revision;
  const change: VersionsWorld['change'] = async (who, more) => who('PATCH', `${AB}/budget/lines`, { headers: { 'if-match': `"${await revision()}"` }, body: { inserted: [], changed: [], removed: [], ...more } });
  const act: VersionsWorld['act'] = async (who, method, version, path, body, seen) => who(method, `${AB}/budget/versions/${version}${path}`, { headers: { 'if-match': `"${seen ?? (await revision())}"` }, ...(body ? { body } : {}) });
  const submit = (version: number, who = lead) => act(who, 'POST', version, '/submissions');
  const approve = (version: number, effectiveDate: string, who = secretariat) => act(who, 'POST', version, '/approval', { effectiveDate, ...DECISION });
  const breakDown = async (): Promise<void> => {
    const { workPackages } = (await lead('GET', `${AB}/budget/lines`)).body;
    const inserted = (await budget()).operators.map(({ operatorId, totalCents }: { operatorId: string; totalCents: number }, position: number) => ({
      lineId: randomUUID(), operatorId, categoryCode: 'EXTERNAL', position, descriptions: { fr: 'Expertise', nl: 'Deskundigheid' }, amountCents: totalCents, periods: { 1: totalCents }, ...(workPackages[0] ? { workPackageId: workPackages[0].workPackageId } : {}),
    }));
    const answer = await change(lead, { inserted });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  const done = (answer: Answer): void => {
    if (answer.status >= 300) throw new Error(answer.text);
  };
  return {
    lead, secretariat, breakDown, revision, change, act, submit, approve,
    versions: async (who = lead) => (await who('GET', `${AB}/budget/versions`)).body,
    toModification: async () => {
      await breakDown();
      done(await submit(1));
      done(await approve(1, LONG_AGO));
      done(await lead('POST', `${AB}/budget/versions`));
    },
  };
}
