import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { SessionEndStore } from './session-end.store';
import { SessionState } from './session.state';
import { TAB_CHANNEL, type TabMessage } from './session-tabs';

const person = { personId: 'p', name: 'N', email: 'n@x.y', language: 'nl' as const, assignments: [] };
const MINUTE = 60_000;

describe('the end of the session', () => {
  let asked: string[];
  let answer: (path: string) => void;
  let told: TabMessage[];
  let tell: (message: TabMessage) => void;
  let state: SessionState;
  let store: SessionEndStore;
  const request = async (path: string) => {
    asked.push(path);
    answer(path);
    return { body: {} };
  };
  const channel = { postMessage: (message: TabMessage) => told.push(message), addEventListener: (_: string, hear: (event: { data: TabMessage }) => void) => (tell = (data) => hear({ data })) };
  const pass = async (ms: number): Promise<void> => {
    await jest.advanceTimersByTimeAsync(ms);
    TestBed.tick();
  };
  /** As the client does by each answer's header. */
  const endIn = (ms: number): void => {
    state.endsAt.set(Date.now() + ms);
    TestBed.tick();
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-24T14:00:00Z') });
    [asked, told, answer] = [[], [], () => undefined];
    const api = { get: request, change: (_method: string, path: string) => request(path) };
    TestBed.configureTestingModule({ providers: [{ provide: ApiClient, useValue: api }, { provide: TAB_CHANNEL, useValue: channel }] });
    state = TestBed.inject(SessionState);
    state.session.set({ person, csrfToken: 't', endsAt: null, mustSetUpTotp: false, mustGiveCode: false, providers: [], demo: false, demoPersons: [] });
    store = TestBed.inject(SessionEndStore);
    endIn(60 * MINUTE);
  });
  afterEach(() => jest.useRealTimers());

  it('is warned of two minutes before, and not earlier', async () => {
    await pass(58 * MINUTE - 1000);
    expect(store.warns()).toBe(false);
    await pass(1000);
    expect([store.warns(), store.endsAt()]).toEqual([true, '2026-11-24T15:00:00.000Z']);
  });

  it('moves with everything that is asked of the server', async () => {
    await pass(57 * MINUTE);
    endIn(60 * MINUTE);
    await pass(57 * MINUTE);
    expect(store.warns()).toBe(false);
    await pass(MINUTE);
    expect(store.warns()).toBe(true);
    endIn(60 * MINUTE);
    expect(store.warns()).toBe(false);
  });

  it('is put off by one act, which says until when', async () => {
    await pass(59 * MINUTE);
    answer = () => state.endsAt.set(Date.now() + 60 * MINUTE);
    await store.extend();
    TestBed.tick();
    expect([asked, store.warns(), store.keptUntil()]).toEqual([['/api/session/extend'], false, '2026-11-24T15:59:00.000Z']);
  });

  it('cannot be put off for ever, and says so', async () => {
    await pass(59 * MINUTE);
    await store.extend();
    TestBed.tick();
    expect([store.warns(), store.atLimit(), store.keptUntil()]).toEqual([true, true, null]);
  });

  it('is not put off by a server that does not answer: she can try again', async () => {
    await pass(59 * MINUTE);
    answer = () => {
      throw new ApiProblem({ status: 0, code: 'general.offline' });
    };
    await store.extend();
    expect([store.problem()?.code, store.warns(), store.atLimit(), store.busy()]).toEqual(['general.offline', true, false, false]);
  });

  it('is the server’s to say: it is asked once the time is over, and may know better', async () => {
    answer = () => state.endsAt.set(Date.now() + 30 * MINUTE);
    await pass(60 * MINUTE);
    expect(asked).toEqual([]);
    await pass(1500);
    expect([asked, store.warns()]).toEqual([['/api/session/time'], false]);
  });

  it('is asked for again while the server does not answer, and no more once it has come', async () => {
    answer = () => {
      throw new ApiProblem({ status: 0, code: 'general.offline' });
    };
    await pass(60 * MINUTE + 1500);
    await pass(10_000);
    expect(asked).toHaveLength(2);
    answer = () => {
      state.ended.set(true);
      throw new ApiProblem({ status: 401, code: 'general.sign-in-needed' });
    };
    await pass(10_000);
    await pass(10 * MINUTE);
    expect([asked.length, store.warns()]).toEqual([3, false]);
  });

  it('is found out at once by a device that has slept', async () => {
    jest.setSystemTime(new Date('2026-11-24T14:59:00Z'));
    expect(store.warns()).toBe(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(store.warns()).toBe(true);
  });

  it('is the same in all tabs: put off in one, it is not warned of in another', async () => {
    expect(told).toEqual([{ kind: 'time', personId: 'p', endsAt: Date.now() + 60 * MINUTE }]);
    await pass(59 * MINUTE);
    expect(store.warns()).toBe(true);
    tell({ kind: 'time', personId: 'another', endsAt: Date.now() + 60 * MINUTE });
    tell({ kind: 'time', personId: 'p', endsAt: Date.now() });
    TestBed.tick();
    expect(store.warns()).toBe(true);
    tell({ kind: 'time', personId: 'p', endsAt: Date.now() + 60 * MINUTE });
    TestBed.tick();
    // What was heard is not told on: no tab answers another.
    expect([store.warns(), told.length]).toEqual([false, 1]);
  });
});
