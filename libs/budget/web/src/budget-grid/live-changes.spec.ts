import { jest } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { AmountChange, BudgetChanges, BudgetView, OperatorBudgetView } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { BudgetGridStore } from './budget-grid.store';
import { keyOf } from '../_saving/drafts';
import { initialsOf } from '../_live/initials';
import { OPEN_EVENTS, type EventSourceLike } from '../_live/live-link';

const row = (operatorId: string, amounts: Record<string, number> = {}): OperatorBudgetView => ({
  operatorId,
  name: operatorId.toUpperCase(),
  role: 'PARTNER',
  versantCode: 'WA',
  erdfRateBp: 5000,
  agreedTotalCents: null,
  amountsCents: Object.fromEntries(Object.entries(amounts).map(([code, n]) => [code, cents(n)])),
  lineCounts: {},
  flatRates: [],
  totalCents: cents(0),
  toAllocateCents: cents(0),
  erdfCents: cents(0),
  otherSourcesCents: cents(0),
  ownContributionCents: cents(0),
});
const totals = { totalCents: cents(7), toAllocateCents: cents(0), erdfCents: cents(3), otherSourcesCents: cents(0), ownContributionCents: cents(4), amountsCents: {} };
const view: BudgetView = {
  budgetId: 'b',
  programmeId: 'p',
  projectId: 'j',
  projectCode: '4.8.337',
  revision: 5,
  status: 'DRAFT', versionNumber: 1, isWorking: true, isValid: true,
  changedAt: '2026-11-21T14:00:00Z',
  categories: [{ code: 'STAFF', names: { fr: 'Personnel' }, kind: 'REAL' }, { code: 'TRAVEL', names: { fr: 'Voyages' }, kind: 'REAL' }],
  operators: [row('setis', { STAFF: 100 }), row('aviq')],
  totals,
};
const changesAt = (revision: number, ...operators: OperatorBudgetView[]): BudgetChanges => ({ revision, changedAt: '2026-11-21T14:03:22Z', operators, totals });

class FakeEvents implements EventSourceLike {
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();
  closed = false;

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  tell(type: string, data: unknown = null): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
}

let store: BudgetGridStore;
let lines: FakeEvents[];
let asked: { after: number }[];
let patches: { changes: readonly AmountChange[]; ifMatch: string; answer: (changes: BudgetChanges) => void; refuse: (problem: ApiProblem) => void }[];
let placed: unknown[];
/** Whether what she did not do was asked and told quietly. */
let quietly: (boolean | undefined)[];
let saved: () => BudgetChanges;
/** What the server has now. */
let onServer: BudgetView;
const signedIn = signal(true);
const person = signal({ personId: 'anne' });

const api = {
  get: async (path: string, query?: { after: number }, how?: { quiet?: boolean }) => {
    if (!path.endsWith('/changes')) return { body: onServer, etag: '"5"', status: 200 };
    asked.push(query!);
    quietly.push(how?.quiet);
    return { body: { budgetId: onServer.budgetId, status: onServer.status, ...saved() }, etag: null, status: 200 };
  },
  change: (method: string, _path: string, body: { changes: AmountChange[] }, options?: { ifMatch: string; quiet?: boolean }) => {
    if (method === 'PUT') {
      placed.push(body);
      quietly.push(options?.quiet);
      return Promise.resolve({ body: null, etag: null, status: 204 });
    }
    return new Promise((resolve, reject) => patches.push({ changes: body.changes, ifMatch: options!.ifMatch, answer: (changes) => resolve({ body: changes, etag: null, status: 200 }), refuse: reject }));
  },
};

const rest = () => jest.advanceTimersByTimeAsync(0);
const type = (rowId: string, columnId: string, amount: number) => store.edit({ rowId, columnId }, { text: String(amount), outcome: { kind: 'amount', cents: cents(amount) } });
const amountOf = (operatorId: string, cell: string) => store.view()?.operators.find((one) => one.operatorId === operatorId)?.amountsCents[cell];
const stateOf = (operatorId: string, cell: string) => store.states().get(keyOf({ rowId: operatorId, field: cell }));
const line = () => lines.at(-1)!;

async function others(changes: BudgetChanges, byName = 'Jeroen Peeters'): Promise<void> {
  saved = () => changes;
  line().tell('changed', { revision: changes.revision, byName });
  await rest();
}

beforeEach(async () => {
  jest.useFakeTimers();
  [lines, asked, patches, placed, quietly] = [[], [], [], [], []];
  saved = () => changesAt(store.view()!.revision);
  onServer = view;
  signedIn.set(true);
  sessionStorage.clear();
  TestBed.configureTestingModule({
    providers: [
      provideTexts(),
      BudgetGridStore,
      { provide: ApiClient, useValue: api },
      { provide: SessionStore, useValue: { signedIn, person, may: () => true } },
      { provide: OPEN_EVENTS, useValue: () => (lines.push(new FakeEvents()), lines.at(-1)) },
    ],
  });
  await TestBed.inject(LanguageStore).use('fr');
  store = TestBed.inject(BudgetGridStore);
  await store.load('fwvl', '4.8.337');
  line().tell('watched', { stream: 'own', revision: 5 });
});
afterEach(() => jest.useRealTimers());

describe('what others save', () => {
  it('is asked for after the revision of the screen and put in place; the cell shows it for a moment, and a sentence says it', async () => {
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    expect([asked, amountOf('setis', 'STAFF'), store.view()!.revision]).toEqual([[{ after: 5 }], 250, 6]);
    expect(stateOf('setis', 'STAFF')).toEqual({ kind: 'brought', note: 'Modifié par Jeroen Peeters' });
    expect(store.news()).toBe('');
    await jest.advanceTimersByTimeAsync(400);
    expect(store.news()).toBe('SETIS · Personnel : modifié par Jeroen Peeters');
    await jest.advanceTimersByTimeAsync(4000);
    expect(stateOf('setis', 'STAFF')).toBeUndefined();
  });

  it('in another version is not put among the amounts of this one: it is read whole, and what waits here is asked about', async () => {
    type('setis', 'STAFF', 300);
    patches[0]!.refuse(new ApiProblem({ status: 0, code: 'general.network' }));
    await rest();
    onServer = { ...view, budgetId: 'b2', versionNumber: 3, revision: 12, operators: [row('setis', { STAFF: 70 }), row('aviq')] };
    // Its change is of a row that would lie on the old one's ground.
    await others(changesAt(12, row('aviq', { STAFF: 1 })));
    expect([amountOf('setis', 'STAFF'), amountOf('aviq', 'STAFF'), store.view()!.revision]).toEqual([70, undefined, 12]);
    expect(store.questions()).toMatchObject([{ yours: 300, theirs: 70, ofVersion: true }]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(patches).toHaveLength(1);
  });

  it('is said at most every few seconds, several amounts in one sentence', async () => {
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    await jest.advanceTimersByTimeAsync(400);
    const first = store.news();
    await others(changesAt(7, row('setis', { STAFF: 300 })));
    await others(changesAt(8, row('aviq', { TRAVEL: 9 })), 'Fatima');
    await jest.advanceTimersByTimeAsync(2000);
    expect(store.news()).toBe(first);
    await jest.advanceTimersByTimeAsync(2500);
    expect(store.news()).toBe('2 montants modifiés par Jeroen Peeters, Fatima');
  });

  it('is not asked for where the screen stands on it already', async () => {
    line().tell('changed', { revision: 5, byName: 'Jeroen' });
    await rest();
    expect(asked).toEqual([]);
  });

  it('comes with her own answer while a request of hers is on its way; hers is not called another’s', async () => {
    type('aviq', 'TRAVEL', 30);
    line().tell('changed', { revision: 6, byName: 'Jeroen' });
    await rest();
    expect(asked).toEqual([]);
    patches[0]!.answer(changesAt(7, row('setis', { STAFF: 250 }), row('aviq', { TRAVEL: 30 })));
    await rest();
    expect([asked, amountOf('setis', 'STAFF'), amountOf('aviq', 'TRAVEL')]).toEqual([[], 250, 30]);
    expect([stateOf('setis', 'STAFF')?.kind, stateOf('aviq', 'TRAVEL')?.kind]).toEqual(['brought', 'saved']);
  });

  it('leaves what she has typed elsewhere in its place, on the new revision', async () => {
    type('aviq', 'TRAVEL', 30);
    patches[0]!.refuse(new ApiProblem({ status: 0, code: 'general.offline' }));
    await rest();
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    expect(stateOf('aviq', 'TRAVEL')).toMatchObject({ kind: 'pending', cents: 30 });
    store.tryNow();
    expect([patches[1]!.ifMatch, patches[1]!.changes]).toEqual(['"6"', [{ operatorId: 'aviq', cell: 'TRAVEL', amountCents: 30 }]]);
  });

  it('in a cell with an amount of hers that waits is asked about, not overwritten', async () => {
    type('setis', 'STAFF', 30);
    patches[0]!.refuse(new ApiProblem({ status: 0, code: 'general.offline' }));
    await rest();
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    expect(stateOf('setis', 'STAFF')).toMatchObject({ kind: 'pending', cents: 30 });
    store.tryNow();
    expect(patches[1]!.ifMatch).toBe('"5"');
  });

  it('in the cell in which she is typing does not pass for what she saw: her amount goes out on what stood there when she began', async () => {
    const at = { rowId: 'setis', columnId: 'STAFF' };
    store.typing(at);
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    expect(amountOf('setis', 'STAFF')).toBe(250);
    store.typing(null);
    type('setis', 'STAFF', 30);
    expect([patches[0]!.ifMatch, patches[0]!.changes]).toEqual(['"5"', [{ operatorId: 'setis', cell: 'STAFF', amountCents: 30 }]]);
  });

  it('in another cell than the one in which she is typing changes nothing about hers', async () => {
    store.typing({ rowId: 'setis', columnId: 'TRAVEL' });
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    type('setis', 'TRAVEL', 30);
    store.typing(null);
    expect(patches[0]!.ifMatch).toBe('"6"');
    await rest();
  });

  it('is what she saw when she begins to type after it', async () => {
    await others(changesAt(6, row('setis', { STAFF: 250 })));
    store.typing({ rowId: 'setis', columnId: 'STAFF' });
    type('setis', 'STAFF', 30);
    expect(patches[0]!.ifMatch).toBe('"6"');
    await rest();
  });

  it('and her own saved amount, typed over once more, is no conflict with herself', async () => {
    type('setis', 'STAFF', 30);
    store.typing({ rowId: 'setis', columnId: 'STAFF' });
    patches[0]!.answer(changesAt(6, row('setis', { STAFF: 30 })));
    await rest();
    type('setis', 'STAFF', 40);
    expect(patches[1]!.ifMatch).toBe('"6"');
    await rest();
  });

  it('is not put back by an answer that was overtaken', async () => {
    type('aviq', 'TRAVEL', 30);
    saved = () => changesAt(7, row('setis', { STAFF: 250 }), row('aviq', { TRAVEL: 30 }));
    line().tell('error');
    await jest.advanceTimersByTimeAsync(1000);
    expect(store.view()!.revision).toBe(7);
    patches[0]!.answer(changesAt(6, row('aviq', { TRAVEL: 30 })));
    await rest();
    expect([store.view()!.revision, amountOf('setis', 'STAFF'), amountOf('aviq', 'TRAVEL')]).toEqual([7, 250, 30]);
    expect(store.unsentCount()).toBe(0);
  });
});

describe('the line', () => {
  it('that breaks is made anew after what was missed was asked for, and the screen speaks of it only where that fails', async () => {
    saved = () => changesAt(6, row('setis', { STAFF: 250 }));
    line().tell('error');
    expect([lines[0]!.closed, store.lineLost()]).toEqual([true, false]);
    await jest.advanceTimersByTimeAsync(1000);
    expect([lines.length, amountOf('setis', 'STAFF'), store.lineLost()]).toEqual([2, 250, false]);

    saved = () => {
      throw new ApiProblem({ status: 0, code: 'general.offline' });
    };
    line().tell('watched', { stream: 'own', revision: 6 });
    line().tell('error');
    await jest.advanceTimersByTimeAsync(1000);
    expect([lines.length, store.lineLost()]).toEqual([2, true]);
    saved = () => changesAt(6);
    await jest.advanceTimersByTimeAsync(2000);
    line().tell('watched', { stream: 'new', revision: 6 });
    expect([lines.length, store.lineLost()]).toEqual([3, false]);
  });

  it('that was closed for want of the right is not asked for again, and what stands on the screen stays', async () => {
    saved = () => {
      throw new ApiProblem({ status: 403, code: 'general.not-allowed' });
    };
    line().tell('error');
    await jest.advanceTimersByTimeAsync(120_000);
    expect([lines.length, asked.length, store.lineLost(), amountOf('setis', 'STAFF')]).toEqual([1, 1, false, 100]);
  });

  it('says that nothing arrives where the session ended unseen, and takes no notice of it else: her own next act does', async () => {
    saved = () => {
      throw new ApiProblem({ status: 401, code: 'general.sign-in-needed' });
    };
    line().tell('error');
    await jest.advanceTimersByTimeAsync(1000);
    expect([lines.length, asked.length, store.lineLost(), amountOf('setis', 'STAFF')]).toEqual([1, 1, true, 100]);
    expect(quietly).toEqual([true]);
  });

  it('is let go when her session ends, and taken up when she is back', async () => {
    TestBed.tick();
    signedIn.set(false);
    TestBed.tick();
    expect(lines[0]!.closed).toBe(true);
    saved = () => changesAt(6, row('setis', { STAFF: 250 }));
    signedIn.set(true);
    TestBed.tick();
    await rest();
    expect([lines.length, amountOf('setis', 'STAFF')]).toEqual([2, 250]);
  });

  it('is asked about once where more may have been saved than was heard', async () => {
    line().tell('changed', { revision: null, byName: '' });
    await rest();
    expect(asked).toEqual([{ after: 5 }]);
    saved = () => changesAt(6, row('setis', { STAFF: 250 }));
    line().tell('changed', { revision: null, byName: '' });
    await rest();
    expect([asked.length, stateOf('setis', 'STAFF')]).toEqual([2, { kind: 'brought', note: 'Modifié par une autre personne' }]);
  });
});

describe('who is there', () => {
  const jeroen = { personId: 'jeroen', name: 'Responsable financier · SETIS', operatorId: 'setis', cell: 'STAFF', since: '2026-11-21T14:00:00Z' };

  it('is marked in the cell, and gone with the line', () => {
    line().tell('presence', { persons: [jeroen, { ...jeroen, personId: 'fatima', name: 'Fatima', operatorId: null, cell: null }] });
    expect([...store.marks()]).toEqual([['setis:STAFF', { sign: 'RS', text: 'Responsable financier · SETIS est dans cette cellule' }]]);
    expect(store.persons().map(({ personId }) => personId)).toEqual(['jeroen', 'fatima']);
    line().tell('error');
    expect([store.persons(), store.marks().size]).toEqual([[], 0]);
  });

  it('is told where she stands at most once a second, the last place, and again on a new line', async () => {
    store.stand({ rowId: 'setis', columnId: 'STAFF' });
    await rest();
    store.stand({ rowId: 'setis', columnId: 'TRAVEL' });
    store.stand({ rowId: 'aviq', columnId: 'TRAVEL' });
    await jest.advanceTimersByTimeAsync(900);
    expect(placed).toEqual([{ stream: 'own', operatorId: 'setis', cell: 'STAFF' }]);
    await jest.advanceTimersByTimeAsync(200);
    expect(placed.slice(1)).toEqual([{ stream: 'own', operatorId: 'aviq', cell: 'TRAVEL' }]);
    line().tell('error');
    await jest.advanceTimersByTimeAsync(1000);
    line().tell('watched', { stream: 'new', revision: 5 });
    await jest.advanceTimersByTimeAsync(1000);
    expect(placed.slice(2)).toEqual([{ stream: 'new', operatorId: 'aviq', cell: 'TRAVEL' }]);
    expect(new Set(quietly)).toEqual(new Set([true]));
  });

  it('has two letters', () => {
    expect(['Responsable financier · SETIS', 'Anne', 'Élodie d’Hondt', ''].map(initialsOf)).toEqual(['RS', 'A', 'ÉH', '']);
  });
});
