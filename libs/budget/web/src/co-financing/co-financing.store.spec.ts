import { TestBed } from '@angular/core/testing';
import type { ChangeMatchFunding, CoFinancingView, MatchFundingView } from '@passerelle/budget/model';
import { cellKey, type CellEdit, type EditOutcome } from '@passerelle/shared/grid';
import { cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { OPEN_EVENTS } from '../_live/live-link';
import { CoFinancingStore } from './co-financing.store';
import { afterAct, inverseOf, NO_CHANGE, readDate, rowsOf } from './source-requests';

const AT = '/api/programmes/FWVL/projects/4.8.337/budget';
const source = (sourceId: string, otherwise: Partial<MatchFundingView> = {}): MatchFundingView => ({ sourceId, position: 0, kind: 'PUBLIC', name: `Source ${sourceId}`, amountCents: cents(100), letterReference: '', letterDate: null, letterStatus: 'NONE', ...otherwise });
const paid = { totalCents: cents(1000), byPayer: { ERDF: cents(500), PUBLIC: cents(0), AUTOMATIC_PUBLIC: cents(0), PRIVATE: cents(0), OWN: cents(500) }, shareBp: { ERDF: 5000, PUBLIC: 0, AUTOMATIC_PUBLIC: 0, PRIVATE: 0, OWN: 5000 }, differenceCents: cents(0) };
const view = (revision: number, ofO: MatchFundingView[] = [source('a'), source('b', { position: 1 })], otherwise: Partial<CoFinancingView> = {}): CoFinancingView => ({
  budgetId: 'x', programmeId: 'g', projectId: 'p', projectCode: '4.8.337', revision, status: 'DRAFT', versionNumber: 2, isWorking: true, changedAt: `2026-11-25T10:00:0${revision}Z`, whoPays: paid,
  operators: [{ ...paid, operatorId: 'o', name: 'SETIS', role: 'PARTNER', versantCode: 'WA', erdfRateBp: 5000, sources: ofO }, { ...paid, operatorId: 'q', name: 'La Vie Active', role: 'PARTNER', versantCode: 'FR', erdfRateBp: 5000, sources: [source('c')] }],
  ...otherwise,
});
const edit = (rowId: string, columnId: string, text: string, outcome: EditOutcome = { kind: 'text' }): CellEdit => ({ rowId, columnId, text, outcome });
const amount = (rowId: string, n: number): CellEdit => edit(rowId, 'amountCents', `${n}`, { kind: 'amount', cents: cents(n) });

describe('the co-financing on the screen', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  const listeners = new Map<string, (event: MessageEvent<string>) => void>();
  const line = { addEventListener: (kind: string, heard: (event: MessageEvent<string>) => void) => listeners.set(kind, heard), close: () => undefined, readyState: 1 };
  const hear = (revision: number) => listeners.get('changed')!(new MessageEvent('changed', { data: JSON.stringify({ revision, byName: 'SGAR' }) }));
  let store: CoFinancingStore;
  const type = (...edits: CellEdit[]) => store.act({ kind: 'type', edits, added: [] });
  const sent = (): ChangeMatchFunding[] => api.change.mock.calls.map(([, , body]) => body);
  const rest = () => new Promise((done) => setTimeout(done));
  const answers = (...views: CoFinancingView[]) => views.forEach((body) => api.change.mockResolvedValueOnce({ body }));

  beforeEach(async () => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), CoFinancingStore, { provide: OPEN_EVENTS, useValue: () => line }, { provide: ApiClient, useValue: api }] });
    const assignments = [{ role: 'PARTNER_OFFICER', programmeId: 'g', projectId: 'p', operatorId: 'o', versantCode: null }];
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.example', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    api.change.mockClear();
    store = TestBed.inject(CoFinancingStore);
    api.get.mockResolvedValue({ body: view(1) });
    await store.load('FWVL', '4.8.337');
  });
  afterEach(() => store.stop());

  it('lets an officer change the sources of the own operator alone, and nobody once the budget waits for its decision', async () => {
    expect([store.mayChange('o'), store.mayChange('q'), store.mayChangeSome()]).toEqual([true, false, true]);
    api.get.mockResolvedValue({ body: view(1, [], { status: 'SUBMITTED' }) });
    await store.load('FWVL', '4.8.337');
    expect([store.mayChange('o'), store.mayChangeSome()]).toEqual([false, false]);
  });

  it('sends a block as one act, shows it at once, and puts the server’s figures in place', async () => {
    const saved = view(2, [source('a', { amountCents: cents(5), kind: 'PRIVATE' }), source('b', { amountCents: cents(6), position: 1 })]);
    answers(saved);
    type(amount('a', 5), edit('a', 'kind', 'privé', { kind: 'choice', value: 'PRIVATE' }), amount('b', 6));
    expect(store.rows().map(({ amountCents }) => amountCents)).toEqual([5, 6, 100]);
    expect(store.states().get(cellKey('a', 'kind'))).toEqual({ kind: 'pending' });
    await rest();
    expect(api.change.mock.calls).toEqual([['PATCH', `${AT}/match-funding`, { inserted: [], changed: [{ sourceId: 'a', amountCents: 5, kind: 'PRIVATE' }, { sourceId: 'b', amountCents: 6 }], removed: [] }, { ifMatch: '"1"' }]]);
    expect([store.view(), store.queue(), store.states().size, store.savedAt()]).toEqual([saved, [], 0, saved.changedAt]);
  });

  it('sends nothing that changes nothing', async () => {
    type(amount('a', 100), edit('a', 'name', ' Source a '));
    await rest();
    expect([api.change.mock.calls.length, store.history.canUndo()]).toEqual([0, false]);
  });

  it('puts nothing that was typed in one version into another: it is read anew, and what was typed stays in its cells', async () => {
    const other = view(12, [source('a', { amountCents: cents(70) })], { budgetId: 'y', versionNumber: 3 });
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 412, code: 'general.stale' }));
    api.get.mockResolvedValue({ body: other });
    type(amount('a', 5));
    type(amount('a', 6));
    await rest();
    expect([api.change.mock.calls.length, store.view(), store.queue(), store.refused()?.code, store.history.canUndo()]).toEqual([1, other, [], 'general.stale', false]);
    expect(store.states().get(cellKey('a', 'amountCents'))).toMatchObject({ kind: 'refused', text: '0,06' });
  });

  it('takes up another version that was opened while acts wait for the network, and sends none of them', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    type(amount('a', 5));
    await rest();
    api.get.mockResolvedValue({ body: view(12, [source('a')], { budgetId: 'y', versionNumber: 3 }) });
    hear(12);
    await rest();
    store.tryNow();
    await rest();
    expect([api.change.mock.calls.length, store.view()?.budgetId, store.unsentCount()]).toEqual([1, 'y', 1]);
  });

  it('sends acts one after the other, each on the revision that the one before it left', async () => {
    answers(view(2), view(3));
    type(amount('a', 1));
    type(amount('b', 2));
    await rest();
    expect(api.change.mock.calls.map(([, , , options]) => options.ifMatch)).toEqual(['"1"', '"2"']);
  });

  it('keeps a new source until somebody is named in it, and then sends all that it says', async () => {
    const sourceId = store.add('o');
    expect([store.states().size, store.unnamed()]).toEqual([0, 0]);
    type(amount(sourceId, 7));
    expect(store.states().get(cellKey(sourceId, 'name'))).toEqual({ kind: 'refused', text: '', message: 'Indiquez qui paie.' });
    expect(store.unnamed()).toBe(1);
    await rest();
    expect([api.change.mock.calls.length, store.unsentCount(), store.rows().map((row) => row.sourceId)]).toEqual([0, 1, ['a', 'b', sourceId, 'c']]);
    answers(view(2));
    type(edit(sourceId, 'name', 'Province'));
    await rest();
    expect(sent()).toMatchObject([{ inserted: [{ sourceId, operatorId: 'o', position: 2, name: 'Province', amountCents: 7, kind: 'PUBLIC' }] }]);
    expect([store.unsentCount(), store.states().size]).toEqual([0, 0]);
  });

  it('keeps a text in its cell that says nothing that can be saved, until it is mended', async () => {
    type(edit('a', 'letterDate', '31/02/2017'), edit('a', 'name', ' '), edit('b', 'amountCents', 'dix', { kind: 'unreadable', messageKey: 'grid.reading.not-an-amount' }));
    expect(api.change).not.toHaveBeenCalled();
    expect(store.states().get(cellKey('a', 'letterDate'))).toMatchObject({ kind: 'refused', text: '31/02/2017', message: expect.stringContaining('n’est pas une date') });
    expect([store.states().get(cellKey('a', 'name')), store.states().get(cellKey('b', 'amountCents')), store.unsentCount()]).toMatchObject([{ message: 'Indiquez qui paie.' }, { text: 'dix' }, 3]);
    answers(view(2));
    type(edit('a', 'letterDate', '28/2/2017'));
    await rest();
    expect(sent()).toEqual([{ inserted: [], changed: [{ sourceId: 'a', letterDate: '2017-02-28' }], removed: [] }]);
    expect(store.states().has(cellKey('a', 'letterDate'))).toBe(false);
  });

  it('keeps what is refused as it was typed, with the reason', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 409, code: 'budget.not-editable' }));
    type(amount('a', 1_234_567));
    await rest();
    expect([store.queue(), store.rows()[0]!.amountCents, store.refused()?.code]).toEqual([[], 100, 'budget.not-editable']);
    expect(store.states().get(cellKey('a', 'amountCents'))).toMatchObject({ kind: 'refused', text: '12345,67' });
  });

  it('keeps what could not be sent, and sends it again, once', async () => {
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    type(amount('a', 1));
    await rest();
    expect([store.unsent()?.code, store.queue().length, store.rows()[0]!.amountCents]).toEqual(['general.offline', 1, 1]);
    answers(view(2));
    store.tryNow();
    await rest();
    expect([store.unsent(), store.queue().length, sent().length]).toEqual([null, 0, 2]);
  });

  describe('where somebody else was before', () => {
    const stale = { sourceId: 'a', field: 'amountCents', yours: 1, theirs: 9, changedByName: 'SGAR', changedAt: '2026-11-25T10:00:00Z' };
    const conflict = async (staleSources: object[] = [stale]) => {
      api.change.mockRejectedValueOnce(new ApiProblem({ status: 412, code: 'co-financing.stale', body: { staleSources, current: view(7, [source('a', { amountCents: cents(9) }), source('b', { position: 1 })]) } }));
      type(amount('a', 1), amount('b', 2));
      await rest();
      return store.conflicts()[0]!;
    };

    it('shows what stands there and asks; mine goes again on that', async () => {
      const asked = await conflict();
      expect([store.rows()[0]!.amountCents, asked.stale]).toEqual([9, [stale]]);
      answers(view(8));
      store.choose(asked, 'mine');
      await rest();
      expect(api.change.mock.calls.at(-1)!.slice(2)).toEqual([{ ...NO_CHANGE, changed: [{ sourceId: 'a', amountCents: 1 }, { sourceId: 'b', amountCents: 2 }] }, { ifMatch: '"7"' }]);
      expect(store.conflicts()).toEqual([]);
    });

    it('lets the other value stand, and saves the rest of the act all the same', async () => {
      const asked = await conflict();
      answers(view(8));
      store.choose(asked, 'theirs');
      await rest();
      expect(sent().at(-1)).toEqual({ ...NO_CHANGE, changed: [{ sourceId: 'b', amountCents: 2 }] });
    });

    it('changes nothing in a source that is gone', async () => {
      const asked = await conflict([{ ...stale, field: null, yours: null, theirs: null }]);
      answers(view(8));
      store.choose(asked, 'mine');
      await rest();
      expect(sent().at(-1)).toEqual({ ...NO_CHANGE, changed: [{ sourceId: 'b', amountCents: 2 }] });
    });
  });

  it('brings what others save to the screen, but not under what is being typed: that is judged by what stood there', async () => {
    api.get.mockResolvedValueOnce({ body: view(2, [source('a', { amountCents: cents(9) })]) });
    hear(2);
    await rest();
    expect([store.view()?.revision, store.rows()[0]!.amountCents]).toEqual([2, 9]);
    store.typing(true);
    hear(3);
    await rest();
    expect(store.view()?.revision).toBe(2);
    answers(view(4));
    type(amount('a', 1));
    store.typing(false);
    await rest();
    expect(api.change.mock.calls[0]![3]).toEqual({ ifMatch: '"2"' });
    expect([store.view()?.revision, api.get.mock.calls.length]).toEqual([4, 2]);
  });

  it('undoes and does again, a removed source with all that it said', async () => {
    answers(view(2, [source('b', { position: 1 })]), view(3), view(4, [source('b', { position: 1 })]));
    store.remove(['a', 'c']);
    await rest();
    store.undo();
    await rest();
    store.redo();
    await rest();
    expect(sent()).toEqual([{ ...NO_CHANGE, removed: ['a'] }, { ...NO_CHANGE, inserted: [{ ...source('a'), operatorId: 'o' }] }, { ...NO_CHANGE, removed: ['a'] }]);
    expect(store.redo()).toBeNull();
  });

  it('tells of an act what it is and what puts it back', () => {
    const rows = rowsOf(view(1));
    const act: ChangeMatchFunding = { inserted: [{ sourceId: 'n', operatorId: 'q', name: 'N', position: 4 }], changed: [{ sourceId: 'a', amountCents: 5, letterDate: '2017-01-01' }], removed: ['b'] };
    const after = afterAct(rows, act);
    expect(after.map(({ sourceId, amountCents }) => [sourceId, amountCents])).toEqual([['a', 5], ['c', 100], ['n', 0]]);
    expect(afterAct(after, inverseOf(rows, act)).sort((x, y) => (x.sourceId < y.sourceId ? -1 : 1))).toEqual(rows);
  });

  it.each([['07/04/2017', '2017-04-07'], ['7.4.2017', '2017-04-07'], ['2017-4-7', '2017-04-07'], [' ', ''], ['29/02/2016', '2016-02-29'], ['29/02/2017', null], ['soon', null], ['07/04/17', null]])('reads the date %j as %j', (text, date) => expect(readDate(text)).toBe(date));
});
