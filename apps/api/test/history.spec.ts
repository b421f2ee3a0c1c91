import { HistoryPage, IntegrityReport, PersonActsPage } from '@passerelle/overview/model';
import { buildWorld, operatorOf, type Place, type Somebody, type World } from './access-world';
import { AB, contractErrors } from './test-app';

const idsOf = (page: { entries: { entryId: number }[] }): number[] => page.entries.map(({ entryId }) => entryId);

describe('the history', () => {
  let world: World;
  let own: Place;
  const somebody = (name: string): Somebody => world.people.find((person) => person.name === name)!;
  const read = async (name: string, address: string): Promise<any> => {
    const answer = await somebody(name).ask('GET', address);
    expect([address, answer.status]).toEqual([address, 200]);
    return answer.body;
  };
  const save = async (cell: string, amountCents: number | null): Promise<string> => {
    const { ask } = somebody('finance-lead');
    const { operatorId } = operatorOf(own, 'PARTNER');
    const { body } = await ask('GET', `${AB}/budget`);
    const answer = await ask('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': `"${body.revision}"` }, body: { changes: [{ operatorId, cell, amountCents }] } });
    expect(answer.status).toBe(200);
    return `budget-cell:${operatorId}:${cell}`;
  };
  /** An entry as another domain writes it. */
  const write = (projectId: string, personId: string, act: string, subject: string, after: unknown) =>
    world.t.sql(
      `insert into journal_entry (project_id, actor_id, act, subjects, changes) values ($1, $2, $3, array[$4::text], jsonb_build_array(jsonb_build_object('subject', $4::text, 'label', '', 'before', null, 'after', $5::jsonb)))`,
      [projectId, personId, act, subject, JSON.stringify(after)],
    );

  beforeAll(async () => {
    world = await buildWorld();
    own = world.places.own;
  });
  afterAll(() => world.t.close());

  describe('of a project', () => {
    it('is filtered by who acted, by act, by time and by what changed, and names who and what there is to choose', async () => {
      const subject = await save('STAFF', 1_200);
      await save('TRAVEL', 3_400);
      const lead = somebody('finance-lead').personId;
      const all = await read('finance-lead', `${AB}/history`);
      expect(await contractErrors(HistoryPage, all)).toEqual([]);
      expect(all.actors).toContainEqual({ actorId: null, name: 'Passerelle' });
      expect(all.actors.map(({ actorId }: { actorId: string | null }) => actorId)).toContain(lead);
      expect(all.acts).toEqual(['addWorkPackage', 'changeAmounts', 'importSheet']);

      const [travel, staff] = idsOf(await read('finance-lead', `${AB}/history?actor=${lead}`));
      expect(idsOf(await read('finance-lead', `${AB}/history?act=changeAmounts`))).toEqual([travel, staff]);
      expect(idsOf(await read('finance-lead', `${AB}/history?actor=passerelle`))).toEqual([2, 1]);
      expect(idsOf(await read('finance-lead', `${AB}/history?subject=${encodeURIComponent(subject)}`))).toEqual([staff]);
      expect(idsOf(await read('finance-lead', `${AB}/history?subject=project:${own.projectId}`))).toEqual([3, 1]);
      expect(idsOf(await read('finance-lead', `${AB}/history?act=changeAmounts&before=${travel}`))).toEqual([staff]);
      const nothing = await read('finance-lead', `${AB}/history?act=nothing`);
      expect([nothing.entries, nothing.acts, nothing.actors.length]).toEqual([[], all.acts, all.actors.length]);
    });

    it('takes whole days, the last one within, and exact moments', async () => {
      const { entries } = await read('finance-lead', `${AB}/history?act=changeAmounts`);
      const [latest, first] = entries as { entryId: number; at: string }[];
      const day = new Date(latest!.at).toISOString().slice(0, 10);
      const dayAfter = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
      const found = async (query: string) => idsOf(await read('finance-lead', `${AB}/history?act=changeAmounts&${query}`));
      expect(await found(`from=${day}&to=${day}`)).toEqual([latest!.entryId, first!.entryId]);
      expect(await found(`from=${dayAfter}`)).toEqual([]);
      const moment = encodeURIComponent(new Date(Date.parse(latest!.at)).toISOString());
      expect(await found(`from=${moment}`)).toEqual([latest!.entryId]);
      expect(await found(`to=${moment}`)).toEqual([first!.entryId]);
    });

    it.each(['from=yesterday', 'from=2024-02-31', 'from=0000-01-01', 'to=2024-W01', 'actor=somebody', 'actor=a&actor=b', 'before=0', 'subject=%00', `subject=${'x'.repeat(201)}`])('refuses %s as no question', async (query) => {
      expect((await somebody('finance-lead').ask('GET', `${AB}/history?${query}`)).status).toBe(400);
    });

    it('is paged by the entry’s number, each entry once, each with its link in the chain', async () => {
      const { projectId } = world.places.sharing;
      const { personId } = somebody('other-lead');
      for (let n = 0; n < 110; n++) await write(projectId, personId, 'changeAmounts', `budget-cell:x:${n % 3}`, n);
      const at = `/api/programmes/FWVL/projects/${world.places.sharing.project}/history`;
      const pages: any[] = [await read('other-lead', at)];
      while (pages.at(-1).earlierBefore !== null) pages.push(await read('other-lead', `${at}?before=${pages.at(-1).earlierBefore}`));
      expect(pages.map(({ entries }) => entries.length)).toEqual([50, 50, 12]);
      expect(pages.flatMap(idsOf)).toEqual(Array.from({ length: 112 }, (_, n) => 112 - n));
      const [stored] = await world.t.sql(`select encode(hash, 'hex') hash from journal_entry where chain_id = $1 and chain_position = 112`, [projectId]);
      expect(pages[0].entries[0].hash).toBe(stored.hash);
    });

    it('says who is meant where people and their roles change, by the name that she has now', async () => {
      const { personId } = somebody('finance-partner');
      const { operatorId, name } = operatorOf(own, 'PARTNER');
      await write(own.projectId, somebody('finance-lead').personId, 'addAssignment', `person:${personId}`, { role: 'PARTNER_OFFICER', programmeId: own.programmeId, projectId: own.projectId, operatorId, versantCode: null });
      await world.t.sql('update person set name = $2 where id = $1', [personId, 'Partner’s officer, renamed']);
      const page = await read('finance-lead', `${AB}/history?subject=person:${personId}`);
      expect(page.entries[0].changes).toEqual([expect.objectContaining({ subject: `person:${personId}`, label: '' })]);
      expect(page.names).toEqual({ [personId]: 'Partner’s officer, renamed', [operatorId]: name, [own.projectId]: '4.8.337', [own.programmeId]: 'FWVL' });
    });
  });

  describe('of a person', () => {
    const actsAt = (programme: string, personId: string): string => `/api/programmes/${programme}/people/${personId}/acts`;

    it('shows what she did in the projects that the reader may see, and of no other one', async () => {
      const codes = async (reader: string, programme: string) => (await read(reader, actsAt(programme, own.actorId))).entries.map(({ projectCode }: { projectCode: string }) => projectCode).sort();
      expect(await codes('secretariat', 'FWVL')).toEqual(['4.8.337', '4.8.771', '4.8.772']);
      expect(await codes('auditor', 'FWVL')).toEqual(['4.8.337']);
      expect(await codes('auditor-of-two', 'FWVL')).toEqual(['4.8.771', '4.8.772']);
      expect(await codes('other-secretariat', 'ZWIN')).toEqual(['4.8.337', '4.8.773']);
    });

    it('is filtered by act and time, with the acts that occur where the reader may look', async () => {
      const { personId } = somebody('finance-lead');
      await write(world.places.elsewhere.projectId, personId, 'recomputeTotals', 'budget-total:x:y', 5);
      const acts = async (reader: string, query = '') => {
        const page = await read(reader, actsAt('FWVL', personId) + query);
        expect(await contractErrors(PersonActsPage, page)).toEqual([]);
        return [page.acts, page.entries.length];
      };
      expect(await acts('auditor')).toEqual([['addAssignment', 'changeAmounts'], 3]);
      expect(await acts('secretariat')).toEqual([['addAssignment', 'changeAmounts', 'recomputeTotals'], 4]);
      expect(await acts('secretariat', '?act=recomputeTotals')).toEqual([['addAssignment', 'changeAmounts', 'recomputeTotals'], 1]);
      expect(await acts('secretariat', '?to=2001-01-01')).toEqual([['addAssignment', 'changeAmounts', 'recomputeTotals'], 0]);
    });

    it('is paged over the projects, each act once', async () => {
      const { personId } = somebody('other-lead');
      for (let n = 0; n < 12; n++) await write(own.projectId, personId, 'changeAmounts', `budget-cell:x:${n}`, n);
      const pages: any[] = [await read('secretariat', actsAt('FWVL', personId))];
      while (pages.at(-1).earlierBefore !== null) pages.push(await read('secretariat', `${actsAt('FWVL', personId)}?before=${pages.at(-1).earlierBefore}`));
      const seen = pages.flatMap(({ entries }) => entries.map(({ projectCode, entryId }: { projectCode: string; entryId: number }) => `${projectCode} ${entryId}`));
      expect([pages.map(({ entries }) => entries.length), new Set(seen).size]).toEqual([[50, 50, 22], 122]);
    });

    it('does not tell a person of whom the reader may know nothing from one who does not exist', async () => {
      const said = async (reader: string, personId: string) => {
        const { status, body } = await somebody(reader).ask('GET', actsAt('FWVL', personId));
        return { status, ...body, requestId: '' };
      };
      const unknown = await said('auditor', '00000000-0000-4000-8000-000000000000');
      expect(unknown.status).toBe(404);
      expect(await said('auditor', somebody('twin-lead').personId)).toEqual(unknown);
      expect(await said('auditor-of-two', somebody('finance-partner').personId)).toEqual(unknown);
      expect(await said('secretariat', somebody('twin-lead').personId)).toEqual(unknown);
    });

    it('is empty, with her name, of somebody who has a role and has done nothing', async () => {
      expect(await read('auditor', actsAt('FWVL', somebody('officer-associated').personId))).toMatchObject({ personName: expect.stringMatching(/./), entries: [], acts: [], earlierBefore: null });
    });
  });

  describe('of oneself', () => {
    it('is what one did in the projects that one sees and outside of projects, whoever one is', async () => {
      const { personId } = somebody('finance-lead');
      await world.t.sql(`insert into journal_entry (actor_id, act, subjects, changes) values ($1, 'changePassword', array[]::text[], '[]')`, [personId]);
      const page = await read('finance-lead', '/api/account/acts');
      expect(await contractErrors(PersonActsPage, page)).toEqual([]);
      // She also acted in the project that she no longer sees: what she wrote there is not hers to read any more.
      const places = page.entries.map(({ act, projectCode }: { act: string; projectCode: string | null }) => [act, projectCode]);
      expect(places).toEqual([['changePassword', null], ['addAssignment', '4.8.337'], ['changeAmounts', '4.8.337'], ['changeAmounts', '4.8.337']]);
      expect([page.acts, page.personId]).toEqual([['addAssignment', 'changeAmounts', 'changePassword'], personId]);
      expect(await read('administrator-of-all', '/api/account/acts')).toMatchObject({ entries: [], acts: [], earlierBefore: null });
      expect((await world.t.visitor('GET', '/api/account/acts')).status).toBe(401);
    });

    it('is filtered by act and time', async () => {
      expect((await read('finance-lead', '/api/account/acts?act=changePassword')).entries).toHaveLength(1);
      expect((await read('finance-lead', '/api/account/acts?to=2001-01-01')).entries).toEqual([]);
    });
  });

  describe('in its integrity report', () => {
    const report = async (): Promise<any> => {
      const found = await read('auditor', `${AB}/journal/integrity`);
      expect(await contractErrors(IntegrityReport, found)).toEqual([]);
      return found;
    };
    /** As whoever owns the database and switches its triggers off. Afterwards every entry is again as it was. */
    const tampered = async (sql: string): Promise<any> => {
      const inChain = sql.replaceAll('the chain', `chain_id = '${own.projectId}'`);
      await world.t.sql(`set session_replication_role = 'replica'; create temp table kept as select id, at, act, chain_position from journal_entry; ${inChain}`);
      const found = await report();
      await world.t.sql(`update journal_entry e set at = k.at, act = k.act, chain_position = k.chain_position from kept k where k.id = e.id; drop table kept; reset session_replication_role`);
      return found;
    };

    it('is intact: how many entries, of what act and half-year, from when to when, and the end of the chain', async () => {
      const [{ n, head, firstAt, lastAt }] = await world.t.sql(
        `select count(*)::int n, (select encode(head, 'hex') from journal_chain where chain_id = $1) head, min(at) "firstAt", max(at) "lastAt" from journal_entry where chain_id = $1`,
        [own.projectId],
      );
      const found = await report();
      const now = new Date();
      expect(found).toMatchObject({ programmeCode: 'FWVL', projectCode: '4.8.337', chainId: own.projectId, entries: n, verifiedEntries: n, hash: head, fault: null, computedBy: 'Auditeur' });
      expect([new Date(found.firstAt), new Date(found.lastAt)]).toEqual([firstAt, lastAt]);
      expect(found.halfYears).toEqual([{ year: now.getUTCFullYear(), half: now.getUTCMonth() < 6 ? 1 : 2, entries: n }]);
      expect(found.acts[0]).toEqual({ act: 'changeAmounts', entries: 14 });
      expect(Date.now() - Date.parse(found.computedAt)).toBeLessThan(10_000);
    });

    it('counts half-years from January and from July', async () => {
      const { halfYears } = await tampered(`update journal_entry set at = timestamptz '2024-06-30T23:59:59Z' + interval '1 second' * (chain_position - 1) where the chain and chain_position < 3`);
      expect(halfYears.slice(0, 2)).toEqual([{ year: 2024, half: 1, entries: 1 }, { year: 2024, half: 2, entries: 1 }]);
    });

    it.each([
      ['a changed entry', `update journal_entry set act = 'other' where the chain and chain_position in (4, 6)`, { position: 4, kind: 'CHANGED' }],
      ['a first entry that was taken away', `update journal_entry set chain_position = 900 where the chain and chain_position = 1`, { position: 1, kind: 'MISSING' }],
      ['an entry that was moved', `update journal_entry set chain_position = 999 where the chain and chain_position = 5`, { position: 5, kind: 'MISSING' }],
    ])('names %s as the first broken link', async (_what, sql, fault) => {
      const found = await tampered(sql);
      expect([found.fault, found.verifiedEntries]).toEqual([fault, fault.position - 1]);
      expect((await report()).fault).toBeNull();
    });

    it('is not taken in by an entry that is written while it is computed', async () => {
      let writing = true;
      const writes = (async () => {
        for (let n = 0; writing; n++) await write(own.projectId, somebody('finance-lead').personId, 'changeAmounts', 'budget-cell:x:y', n);
      })();
      const faults = [];
      for (let n = 0; n < 25; n++) faults.push((await report()).fault);
      writing = false;
      await writes;
      expect(faults.filter((fault) => fault !== null)).toEqual([]);
    });

    it('says that a journal ends too early, as long as its end was not cut with care', async () => {
      await world.t.sql(`set session_replication_role = 'replica'; delete from journal_entry where chain_id = '${own.projectId}' and chain_position > 9; reset session_replication_role`);
      expect(await report()).toMatchObject({ entries: 9, verifiedEntries: 9, fault: { position: 10, kind: 'CUT' } });
    });
  });
});
