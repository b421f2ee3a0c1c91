import { jest } from '@jest/globals';
import { EnvironmentInjector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { AmountChange, BudgetChanges, BudgetView, OperatorBudgetView, StaleCell } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts, type Answer } from '@passerelle/shared/web-kit';
import { BudgetGridStore } from './budget-grid.store';
import { keyOf } from '../_saving/drafts';

const row = (operatorId: string, amounts: Record<string, number> = {}, agreed: number | null = null): OperatorBudgetView => ({
  operatorId,
  name: operatorId.toUpperCase(),
  role: 'PARTNER',
  versantCode: 'WA',
  erdfRateBp: 5000,
  agreedTotalCents: agreed === null ? null : cents(agreed),
  amountsCents: Object.fromEntries(Object.entries(amounts).map(([code, n]) => [code, cents(n)])),
  lineCounts: {},
  flatRates: [],
  totalCents: cents(agreed ?? 0),
  toAllocateCents: cents(0),
  erdfCents: cents(0),
  otherSourcesCents: cents(0),
  ownContributionCents: cents(0),
});
const totals = { totalCents: cents(7), toAllocateCents: cents(0), erdfCents: cents(3), otherSourcesCents: cents(0), ownContributionCents: cents(4), amountsCents: {} };
const names = { fr: 'Personnel' };
const view: BudgetView = {
  budgetId: 'b',
  programmeId: 'p',
  projectId: 'j',
  projectCode: '4.8.337',
  revision: 5,
  status: 'DRAFT', versionNumber: 1, isWorking: true, isValid: true,
  changedAt: '2026-11-21T14:00:00Z',
  categories: [{ code: 'STAFF', names, kind: 'REAL' }, { code: 'TRAVEL', names: { fr: 'Voyages' }, kind: 'REAL' }],
  operators: [row('setis', { STAFF: 100 }), row('aviq', {}, 500)],
  totals,
};

interface Request {
  readonly ifMatch: string;
  readonly changes: readonly AmountChange[];
  readonly answer: (changes: Partial<BudgetChanges>) => Promise<void>;
  readonly refuse: (problem: ConstructorParameters<typeof ApiProblem>[0]) => Promise<void>;
}

let requests: Request[];
/** What the server has now. */
let onServer: BudgetView;
let store: BudgetGridStore;
const signedIn = signal(true);
const person = signal({ personId: 'anne' });
const rest = async () => {
  for (let i = 0; i < 8; i++) await Promise.resolve();
};

const api = {
  get: async () => ({ body: onServer, etag: '"5"', status: 200 }),
  change: (_method: string, _path: string, body: { changes: AmountChange[] }, { ifMatch }: { ifMatch: string }) =>
    new Promise<Answer<BudgetChanges>>((resolve, reject) => {
      const answer = async (changes: Partial<BudgetChanges>) => {
        resolve({ body: { revision: 6, changedAt: '2026-11-21T14:03:22Z', operators: [], totals, ...changes }, etag: null, status: 200 });
        await rest();
      };
      const refuse = async (parts: ConstructorParameters<typeof ApiProblem>[0]) => {
        reject(new ApiProblem(parts));
        await rest();
      };
      requests.push({ ifMatch, changes: body.changes, answer, refuse });
    }),
};

const type = (rowId: string, columnId: string, amount: number | null, text = String(amount)) =>
  store.edit({ rowId, columnId }, { text, outcome: { kind: 'amount', cents: amount === null ? null : cents(amount) } });
const stateOf = (operatorId: string, cell: string) => store.states().get(keyOf({ rowId: operatorId, field: cell }));
const stale = (operatorId: string, cell: string, theirs: number | null): StaleCell => ({
  operatorId,
  operatorName: operatorId.toUpperCase(),
  cell,
  yoursCents: null,
  theirsCents: theirs === null ? null : cents(theirs),
  changedByName: 'Jeroen',
  changedAt: '2026-11-21T14:02:00Z',
});
const refuseStale = (request: Request, staleCells: StaleCell[], current: Partial<BudgetChanges>) =>
  request.refuse({
    status: 412,
    code: 'budget.stale-cells',
    body: { staleCells, current: { revision: 8, changedAt: '2026-11-21T14:02:00Z', operators: [], totals, ...current } },
  });

beforeEach(async () => {
  requests = [];
  onServer = view;
  signedIn.set(true);
  sessionStorage.clear();
  TestBed.configureTestingModule({
    providers: [provideTexts(), BudgetGridStore, { provide: ApiClient, useValue: api }, { provide: SessionStore, useValue: { signedIn, person, may: () => true } }],
  });
  await TestBed.inject(LanguageStore).use('fr');
  store = TestBed.inject(BudgetGridStore);
  await store.load('fwvl', '4.8.337');
});
afterEach(() => jest.useRealTimers());

describe('an edit', () => {
  it('goes out on the revision of the screen, is pending until the answer, then saved; rows and totals are the server’s', async () => {
    type('setis', 'STAFF', 250);
    expect(requests).toMatchObject([{ ifMatch: '"5"', changes: [{ operatorId: 'setis', cell: 'STAFF', amountCents: 250 }] }]);
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'pending', cents: 250 });
    const untouched = store.view()!.operators[1];
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 250 })], totals: { ...totals, totalCents: cents(99) } });
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'saved' });
    expect(store.savedAt()).toBe('2026-11-21T14:03:22Z');
    expect([store.view()!.revision, store.view()!.totals.totalCents, store.view()!.operators[0]!.amountsCents['STAFF']]).toEqual([6, 99, 250]);
    expect(store.view()!.operators[1]).toBe(untouched);
    expect(store.hasUnsaved()).toBe(false);
  });

  it('that changes nothing is not sent', () => {
    type('setis', 'STAFF', 100);
    type('setis', 'TRAVEL', null);
    type('aviq', 'TOTAL', 500);
    expect([requests, store.hasUnsaved()]).toEqual([[], false]);
  });

  it('empties a cell with null', () => {
    type('aviq', 'TOTAL', null);
    expect(requests[0]!.changes).toEqual([{ operatorId: 'aviq', cell: 'TOTAL', amountCents: null }]);
  });
});

describe('several edits', () => {
  it('have one request under way; the next ones go together, the last value of a cell only', async () => {
    type('setis', 'STAFF', 1);
    type('setis', 'TRAVEL', 2);
    type('aviq', 'STAFF', 3);
    type('setis', 'TRAVEL', 4);
    expect([requests.length, store.unsentCount()]).toEqual([1, 3]);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 1 })] });
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({
      ifMatch: '"6"',
      changes: [
        { operatorId: 'setis', cell: 'TRAVEL', amountCents: 4 },
        { operatorId: 'aviq', cell: 'STAFF', amountCents: 3 },
      ],
    });
  });

  it('of the cell that is under way go out after it, on its answer', async () => {
    type('setis', 'STAFF', 1);
    type('setis', 'STAFF', 2);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 1 })] });
    expect(requests[1]).toMatchObject({ ifMatch: '"6"', changes: [{ amountCents: 2 }] });
  });

  it('never overwrite unseen: a cell that an answer shows changed by somebody else keeps its old revision', async () => {
    type('setis', 'STAFF', 1);
    type('aviq', 'STAFF', 2);
    type('aviq', 'TRAVEL', 3);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 1 }), row('aviq', { STAFF: 777 }, 500)] });
    expect(requests[1]).toMatchObject({ ifMatch: '"5"', changes: [{ operatorId: 'aviq', cell: 'STAFF', amountCents: 2 }] });
    await refuseStale(requests[1]!, [stale('aviq', 'STAFF', 777)], { revision: 6 });
    expect(store.questions()).toMatchObject([{ rowId: 'aviq', field: 'STAFF', yours: 2, theirs: 777 }]);
    expect(requests[2]).toMatchObject({ ifMatch: '"6"', changes: [{ operatorId: 'aviq', cell: 'TRAVEL', amountCents: 3 }] });
  });
});

describe('a stale cell', () => {
  const begin = async () => {
    type('setis', 'STAFF', 1);
    type('setis', 'TRAVEL', 2);
    type('aviq', 'STAFF', 3);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 1 })] });
    await refuseStale(requests[1]!, [stale('setis', 'TRAVEL', 888)], { operators: [row('setis', { STAFF: 1, TRAVEL: 888 })] });
  };

  it('waits for a choice while the others of its request go out again on the new revision', async () => {
    await begin();
    expect(store.questions()).toMatchObject([{ field: 'TRAVEL', yours: 2, theirs: 888, changedByName: 'Jeroen' }]);
    expect(requests[2]).toMatchObject({ ifMatch: '"8"', changes: [{ operatorId: 'aviq', cell: 'STAFF', amountCents: 3 }] });
    expect(stateOf('setis', 'TRAVEL')).toMatchObject({ kind: 'unclear', text: '2' });
    expect(store.hasUnsaved()).toBe(true);
  });

  it('takes theirs without sending anything', async () => {
    await begin();
    await requests[2]!.answer({ revision: 9 });
    store.decide(store.questions()[0]!, 'theirs');
    expect([requests.length, store.questions(), stateOf('setis', 'TRAVEL')]).toEqual([3, [], undefined]);
    expect(store.view()!.operators[0]!.amountsCents['TRAVEL']).toBe(888);
  });

  it('sends hers again on the revision that showed theirs', async () => {
    await begin();
    await requests[2]!.answer({ revision: 9 });
    store.decide(store.questions()[0]!, 'mine');
    expect(requests[3]).toMatchObject({ ifMatch: '"9"', changes: [{ operatorId: 'setis', cell: 'TRAVEL', amountCents: 2 }] });
  });

  it('is asked again where somebody changed it once more before the choice', async () => {
    await begin();
    await requests[2]!.answer({ revision: 9, operators: [row('setis', { STAFF: 1, TRAVEL: 999 })] });
    store.decide(store.questions()[0]!, 'mine');
    expect(requests[3]!.ifMatch).toBe('"8"');
  });

  it('is no question where both wrote the same', async () => {
    type('setis', 'STAFF', 42);
    await refuseStale(requests[0]!, [stale('setis', 'STAFF', 42)], { operators: [row('setis', { STAFF: 42 })] });
    expect([store.questions(), store.hasUnsaved(), requests.length]).toEqual([[], false, 1]);
  });
});

describe('a refusal', () => {
  it('keeps the text on its cell with the reason; the others of the request go out again', async () => {
    type('setis', 'STAFF', 1);
    type('setis', 'TRAVEL', -5, '-5');
    type('aviq', 'STAFF', 3);
    await requests[0]!.answer({});
    await requests[1]!.refuse({
      status: 422,
      code: 'budget.amount-negative',
      errors: [{ code: 'budget.amount-negative', params: { operator: 'SETIS', cell: 'TRAVEL' }, pointer: '/changes/0/amountCents' }],
    });
    expect(stateOf('setis', 'TRAVEL')).toEqual({ kind: 'refused', text: '-5', message: 'Un montant ne peut pas être négatif (SETIS, Voyages).' });
    expect(requests[2]!.changes).toEqual([{ operatorId: 'aviq', cell: 'STAFF', amountCents: 3 }]);
    await requests[2]!.answer({ revision: 7 });
    expect([store.unsentCount(), store.hasUnsaved()]).toEqual([0, true]);
    type('setis', 'TRAVEL', 5);
    expect(stateOf('setis', 'TRAVEL')).toEqual({ kind: 'pending', cents: 5 });
  });

  it('does not push out what was typed in the cell meanwhile', async () => {
    type('setis', 'STAFF', -5, '-5');
    store.edit({ rowId: 'setis', columnId: 'STAFF' }, { text: '12 mille', outcome: { kind: 'unreadable', messageKey: 'grid.reading.not-an-amount' } });
    await requests[0]!.refuse({ status: 422, code: 'budget.amount-negative' });
    expect(stateOf('setis', 'STAFF')).toMatchObject({ kind: 'refused', text: '12 mille' });
  });

  it('without a pointer stands on every cell that was sent', async () => {
    type('setis', 'STAFF', 1);
    await requests[0]!.refuse({ status: 403, code: 'budget.may-not-change' });
    expect(stateOf('setis', 'STAFF')).toMatchObject({ kind: 'refused', text: '1' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    [403, 'general.not-allowed'],
    [403, 'budget.may-not-change'],
    [404, 'general.not-found'],
  ])('for want of a right (%s %s) keeps the text, and says that the right was withdrawn', async (status, code) => {
    type('setis', 'STAFF', 1, '0,01');
    type('setis', 'TRAVEL', 2, '0,02');
    await requests[0]!.refuse({ status, code, errors: [{ code, params: {}, pointer: '' }] });
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'refused', text: '0,01', message: 'Le droit de modifier les montants de SETIS vous a été retiré : votre saisie n’est pas enregistrée.' });
    await requests[1]!.refuse({ status, code });
    expect([store.refused().map(({ text }) => text), store.unsentCount(), store.hasUnsaved()]).toEqual([['0,01', '0,02'], 0, true]);
  });

  it('of a token that another tab’s sign-in has replaced is none: the edit waits for the new one', async () => {
    type('setis', 'STAFF', 1);
    await requests[0]!.refuse({ status: 403, code: 'general.csrf' });
    expect([store.refused(), store.failure()?.kind]).toEqual([[], 'network']);
    store.tryNow();
    expect(requests[1]!.changes).toMatchObject([{ amountCents: 1 }]);
  });

  it('of a text that is no amount is never sent, and can be put away', () => {
    store.edit({ rowId: 'setis', columnId: 'STAFF' }, { text: '12 mille', outcome: { kind: 'unreadable', messageKey: 'grid.reading.not-an-amount' } });
    expect(stateOf('setis', 'STAFF')).toMatchObject({ kind: 'refused', text: '12 mille' });
    expect(requests).toEqual([]);
    store.discard({ rowId: 'setis', columnId: 'STAFF' });
    expect(store.hasUnsaved()).toBe(false);
  });
});

describe('a server that does not answer', () => {
  it('loses nothing: the edits wait and are tried again after growing waits', async () => {
    jest.useFakeTimers();
    type('setis', 'STAFF', 1);
    await requests[0]!.refuse({ status: 0, code: 'general.offline' });
    type('setis', 'TRAVEL', 2);
    type('setis', 'STAFF', 3);
    expect([requests.length, store.unsentCount(), store.failure()?.kind]).toEqual([1, 2, 'network']);
    jest.advanceTimersByTime(2000);
    expect(requests[1]).toMatchObject({ ifMatch: '"5"', changes: [{ cell: 'STAFF', amountCents: 3 }, { cell: 'TRAVEL', amountCents: 2 }] });
    await requests[1]!.refuse({ status: 503, code: 'general.unexpected' });
    jest.advanceTimersByTime(3900);
    expect(requests).toHaveLength(2);
    jest.advanceTimersByTime(200);
    await requests[2]!.answer({});
    expect([store.failure(), store.hasUnsaved()]).toEqual([null, false]);
  });

  it('may have saved all the same: what it holds of hers is no conflict', async () => {
    type('setis', 'STAFF', 1);
    await requests[0]!.refuse({ status: 0, code: 'general.offline' });
    type('setis', 'STAFF', 3);
    store.tryNow();
    await refuseStale(requests[1]!, [stale('setis', 'STAFF', 1)], { operators: [row('setis', { STAFF: 1 })] });
    expect(store.questions()).toEqual([]);
    expect(requests[2]).toMatchObject({ ifMatch: '"8"', changes: [{ amountCents: 3 }] });
  });

  it('may hold an amount that she has taken back: that is sent too', async () => {
    type('setis', 'STAFF', 1);
    await requests[0]!.refuse({ status: 0, code: 'general.offline' });
    type('setis', 'STAFF', 100);
    store.tryNow();
    expect(requests[1]!.changes).toEqual([{ operatorId: 'setis', cell: 'STAFF', amountCents: 100 }]);
  });

  it('is tried at once when she asks for it', async () => {
    type('setis', 'STAFF', 1);
    await requests[0]!.refuse({ status: 500, code: 'general.unexpected' });
    store.tryNow();
    expect(requests).toHaveLength(2);
  });

  it('whose session has ended gets the edits when she has signed in again', async () => {
    type('setis', 'STAFF', 1);
    signedIn.set(false);
    TestBed.tick();
    await requests[0]!.refuse({ status: 401, code: 'general.signed-out' });
    expect([store.failure()?.kind, requests.length]).toEqual(['signed-out', 1]);
    person.set({ personId: 'bart' });
    signedIn.set(true);
    TestBed.tick();
    expect(requests).toHaveLength(1);
    person.set({ personId: 'anne' });
    TestBed.tick();
    expect(requests).toHaveLength(2);
  });
});

describe('a reload', () => {
  /** The next page of the same tab. */
  const reload = async (): Promise<void> => {
    TestBed.tick();
    requests = [];
    store = TestBed.inject(EnvironmentInjector).runInContext(() => new BudgetGridStore());
    await store.load('fwvl', '4.8.337');
    await rest();
  };

  it('sends what was not acknowledged, on the revision on which it was typed', async () => {
    type('setis', 'STAFF', 250);
    await reload();
    expect(requests).toMatchObject([{ ifMatch: '"5"', changes: [{ operatorId: 'setis', cell: 'STAFF', amountCents: 250 }] }]);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 250 })] });
    await reload();
    expect([requests, store.hasUnsaved()]).toEqual([[], false]);
  });

  it('calls no conflict what the server had taken before it', async () => {
    type('setis', 'STAFF', 250);
    type('setis', 'STAFF', 300);
    await reload();
    expect(requests[0]!.changes).toMatchObject([{ amountCents: 300 }]);
    await refuseStale(requests[0]!, [stale('setis', 'STAFF', 250)], { operators: [row('setis', { STAFF: 250 })] });
    expect([store.questions(), requests[1]]).toMatchObject([[], { ifMatch: '"8"', changes: [{ amountCents: 300 }] }]);
  });

  it('still waits for the choice between two values', async () => {
    type('setis', 'STAFF', 1);
    await refuseStale(requests[0]!, [stale('setis', 'STAFF', 888)], { operators: [row('setis', { STAFF: 888 })] });
    await reload();
    expect([requests, store.questions()]).toMatchObject([[], [{ field: 'STAFF', yours: 1, theirs: 888 }]]);
  });

  it('keeps a text that was refused, until it is put away', async () => {
    store.edit({ rowId: 'setis', columnId: 'STAFF' }, { text: '12 mille', outcome: { kind: 'unreadable', messageKey: 'grid.reading.not-an-amount' } });
    await reload();
    expect(stateOf('setis', 'STAFF')).toMatchObject({ kind: 'refused', text: '12 mille' });
    store.discard({ rowId: 'setis', columnId: 'STAFF' });
    await reload();
    expect(store.hasUnsaved()).toBe(false);
  });

  it('shows nobody else what she has typed', async () => {
    type('setis', 'STAFF', 250);
    TestBed.tick();
    person.set({ personId: 'bart' });
    await reload();
    expect([requests, store.hasUnsaved()]).toEqual([[], false]);
    person.set({ personId: 'anne' });
  });

  it('brings nothing back that she has let go of', async () => {
    type('setis', 'STAFF', 250);
    TestBed.tick();
    store.letGo();
    await reload();
    expect([requests, store.hasUnsaved()]).toEqual([[], false]);
  });
});

describe('another version', () => {
  const second: BudgetView = { ...view, budgetId: 'b2', versionNumber: 3, revision: 12, operators: [row('setis', { STAFF: 70 }), row('aviq', {}, 500)] };

  it('takes nothing unseen that was typed in the one before: the screen is read anew, she is told and decides, and nothing is tried again', async () => {
    jest.useFakeTimers();
    type('setis', 'STAFF', 250);
    type('aviq', 'TRAVEL', 9);
    onServer = second;
    await requests[0]!.refuse({ status: 412, code: 'general.stale' });
    await jest.advanceTimersByTimeAsync(120_000);
    expect([requests.length, store.view()!.revision, store.failure()]).toEqual([1, 12, null]);
    expect(store.questions()).toMatchObject([{ rowId: 'setis', field: 'STAFF', yours: 250, theirs: 70, ofVersion: true }, { rowId: 'aviq', field: 'TRAVEL', yours: 9, theirs: null, ofVersion: true }]);
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'unclear', text: '250', message: 'Saisi dans une autre version du budget : choisissez la valeur qui reste.' });
    expect(store.undo()).toBeNull();
    store.decide(store.questions()[0]!, 'mine');
    expect(requests[1]).toMatchObject({ ifMatch: '"12"', changes: [{ operatorId: 'setis', amountCents: 250 }] });
    store.decide(store.questions()[0]!, 'theirs');
    await requests[1]!.answer({ revision: 13, operators: [row('setis', { STAFF: 250 })] });
    expect([requests.length, store.hasUnsaved()]).toEqual([2, false]);
  });

  it('is read again where it could not be: the edits wait for it', async () => {
    jest.useFakeTimers();
    const { get } = api;
    type('setis', 'STAFF', 250);
    api.get = () => Promise.reject(new ApiProblem({ status: 0, code: 'general.network' }));
    await requests[0]!.refuse({ status: 412, code: 'general.stale' });
    expect([store.failure()?.kind, store.unsentCount()]).toEqual(['network', 1]);
    api.get = get;
    onServer = second;
    await jest.advanceTimersByTimeAsync(2000);
    expect([requests.length, store.questions()]).toMatchObject([1, [{ yours: 250, theirs: 70 }]]);
  });

  it('that a reload of the page finds gets nothing that was left of the one before without a choice', async () => {
    type('setis', 'STAFF', 250);
    TestBed.tick();
    requests = [];
    onServer = second;
    store = TestBed.inject(EnvironmentInjector).runInContext(() => new BudgetGridStore());
    await store.load('fwvl', '4.8.337');
    await rest();
    expect([requests, store.questions()]).toMatchObject([[], [{ yours: 250, theirs: 70, ofVersion: true }]]);
  });

  it('or an earlier state of the same one, put back on the server, is read as it is', async () => {
    type('setis', 'STAFF', 250);
    onServer = { ...view, revision: 3, operators: [row('setis', { STAFF: 40 }), row('aviq')] };
    await requests[0]!.refuse({ status: 412, code: 'general.stale' });
    expect([store.view()!.revision, store.questions()]).toMatchObject([3, [{ yours: 250, theirs: 40 }]]);
  });
});

describe('an act on many cells', () => {
  const paste = (...edits: [rowId: string, columnId: string, amount: number | null][]) =>
    store.act({ kind: 'paste', edits: edits.map(([rowId, columnId, amount]) => ({ rowId, columnId, text: String(amount), outcome: { kind: 'amount', cents: amount === null ? null : cents(amount) } })) });

  it('is one request, and one step of undo, which is one request again', async () => {
    paste(['setis', 'STAFF', 1], ['setis', 'TRAVEL', 2], ['aviq', 'STAFF', 3]);
    expect(requests.map(({ changes }) => changes.map(({ amountCents }) => amountCents))).toEqual([[1, 2, 3]]);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 1, TRAVEL: 2 }), row('aviq', { STAFF: 3 }, 500)] });
    expect(store.undo()).toEqual({ kind: 'paste', cells: [{ rowId: 'setis', columnId: 'STAFF' }, { rowId: 'setis', columnId: 'TRAVEL' }, { rowId: 'aviq', columnId: 'STAFF' }] });
    expect(requests[1]).toMatchObject({ ifMatch: '"6"', changes: [{ amountCents: 100 }, { amountCents: null }, { amountCents: null }] });
    await requests[1]!.answer({ revision: 7, operators: [row('setis', { STAFF: 100 }), row('aviq', {}, 500)] });
    store.redo();
    expect(requests[2]!.changes).toMatchObject([{ amountCents: 1 }, { amountCents: 2 }, { amountCents: 3 }]);
    expect([store.undo()?.kind, store.undo()]).toEqual(['paste', null]);
  });

  it('sends what is good and keeps the text of what is not, which undoing puts away too', async () => {
    store.act({
      kind: 'paste',
      edits: [
        { rowId: 'setis', columnId: 'STAFF', text: '1', outcome: { kind: 'amount', cents: cents(100_00) } },
        { rowId: 'setis', columnId: 'TRAVEL', text: '1.234', outcome: { kind: 'unclear', messageKey: 'grid.reading.unclear' } },
        { rowId: 'aviq', columnId: 'STAFF', text: '12 mille', outcome: { kind: 'unreadable', messageKey: 'grid.reading.not-an-amount' } },
      ],
    });
    expect(requests[0]!.changes).toEqual([{ operatorId: 'setis', cell: 'STAFF', amountCents: 10000 }]);
    expect([stateOf('setis', 'TRAVEL'), stateOf('aviq', 'STAFF')]).toMatchObject([{ kind: 'unclear', text: '1.234' }, { kind: 'refused', text: '12 mille' }]);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 10000 })] });
    store.undo();
    expect([store.refused(), requests[1]!.changes]).toEqual([[], [{ operatorId: 'setis', cell: 'STAFF', amountCents: 100 }]]);
    await requests[1]!.answer({ revision: 7, operators: [row('setis', { STAFF: 100 })] });
    store.redo();
    expect(store.refused().map(({ text }) => text)).toEqual(['1.234', '12 mille']);
  });

  it('is split only where a request cannot hold it', async () => {
    const many = Array.from({ length: 5200 }, (_, index) => [`operator-${index}`, 'STAFF', index + 1] as [string, string, number]);
    paste(...many);
    expect([requests.length, requests[0]!.changes.length, store.unsentCount()]).toEqual([1, 5000, 5200]);
    await requests[0]!.answer({});
    expect([requests.length, requests[1]!.changes.length]).toEqual([2, 200]);
  });

  it('that changes nothing leaves nothing to undo', () => {
    paste(['setis', 'STAFF', 100]);
    expect([store.undo(), requests]).toEqual([null, []]);
  });
});

describe('undoing', () => {
  it('of an amount on its way goes out after it', async () => {
    type('setis', 'STAFF', 250);
    store.undo();
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'pending', cents: 100 });
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 250 })] });
    expect(requests[1]!.changes).toMatchObject([{ amountCents: 100 }]);
  });

  it('overwrites nothing unseen: what somebody else wrote since is asked, though the screen shows it already', async () => {
    type('setis', 'STAFF', 250);
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 250 })] });
    type('setis', 'TRAVEL', 1);
    await requests[1]!.answer({ revision: 9, operators: [row('setis', { STAFF: 888, TRAVEL: 1 })] });
    expect(store.undo()).toMatchObject({ cells: [{ columnId: 'TRAVEL' }] });
    await requests[2]!.answer({ revision: 10, operators: [row('setis', { STAFF: 888 })] });
    store.undo();
    expect(requests[3]).toMatchObject({ ifMatch: '"6"', changes: [{ cell: 'STAFF', amountCents: 100 }] });
    await refuseStale(requests[3]!, [stale('setis', 'STAFF', 888)], { revision: 10 });
    expect(store.questions()).toMatchObject([{ field: 'STAFF', yours: 100, theirs: 888 }]);
  });

  it('takes the question of an unclear text and its answer back together', async () => {
    store.edit({ rowId: 'setis', columnId: 'STAFF' }, { text: '1.234', outcome: { kind: 'unclear', messageKey: 'grid.reading.unclear' } });
    store.edit({ rowId: 'setis', columnId: 'STAFF' }, { text: '1.234', outcome: { kind: 'amount', cents: cents(123) } });
    await requests[0]!.answer({ operators: [row('setis', { STAFF: 123 })] });
    store.undo();
    expect([requests[1]!.changes, store.refused(), store.undo()]).toEqual([[{ operatorId: 'setis', cell: 'STAFF', amountCents: 100 }], [], null]);
  });

  it('of a text that the server refused puts it away', async () => {
    type('setis', 'STAFF', -5, '-5');
    await requests[0]!.refuse({ status: 422, code: 'budget.amount-negative' });
    store.undo();
    expect([store.refused(), store.hasUnsaved(), requests.length]).toEqual([[], false, 1]);
  });

  it('shows the formula of an amount until it is saved', async () => {
    type('setis', 'STAFF', 1_440_000, '=1200*12');
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'pending', cents: 1_440_000, formula: '=1200*12' });
  });
});
