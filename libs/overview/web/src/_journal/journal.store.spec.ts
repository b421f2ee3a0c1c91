import { TestBed } from '@angular/core/testing';
import type { HistoryPage } from '@passerelle/overview/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { JournalStore } from './journal.store';

const pageOf = (ids: number[], earlierBefore: number | null, names = {}): HistoryPage => ({
  entries: ids.map((entryId) => ({ entryId, at: '', actorId: null, actorName: 'Passerelle', act: 'importSheet', changes: [], hash: 'a'.repeat(64) })),
  earlierBefore, names, acts: ['importSheet'], actors: [],
});

describe('the journal on a screen', () => {
  const get = jest.fn();
  let store: JournalStore<HistoryPage>;
  beforeEach(() => {
    get.mockReset();
    TestBed.configureTestingModule({ providers: [JournalStore, { provide: ApiClient, useValue: { get } }] });
    store = TestBed.inject<JournalStore<HistoryPage>>(JournalStore);
  });
  const ids = () => store.entries().map(({ entryId }) => entryId);

  it('grows backwards, asking for what came earlier under the same filters', async () => {
    get.mockResolvedValueOnce({ body: pageOf([9, 8], 8, { a: 'A' }) }).mockResolvedValueOnce({ body: pageOf([7], null, { b: 'B' }) });
    await store.begin('/api/x', { act: 'importSheet' });
    await store.earlier();
    expect(get.mock.calls).toEqual([['/api/x', { act: 'importSheet' }], ['/api/x', { act: 'importSheet', before: 8 }]]);
    expect([ids(), store.names(), store.earlierBefore()]).toEqual([[9, 8, 7], { a: 'A', b: 'B' }, null]);
    await store.earlier();
    expect(get).toHaveBeenCalledTimes(2);
  });

  it('takes the answer to the last question only, and keeps what stands until it is here', async () => {
    let late: (answer: unknown) => void = () => undefined;
    get.mockResolvedValueOnce({ body: pageOf([3], null) });
    await store.begin('/api/x', {});
    get.mockImplementationOnce(() => new Promise((done) => (late = done))).mockResolvedValueOnce({ body: pageOf([2], null) });
    const first = store.begin('/api/x', { act: 'a' });
    expect(ids()).toEqual([3]);
    await store.begin('/api/x', { act: 'b' });
    late({ body: pageOf([1], null) });
    await first;
    expect([ids(), store.busy()]).toEqual([[2], false]);
  });

  it('says what went wrong and keeps what it has', async () => {
    get.mockResolvedValueOnce({ body: pageOf([3], 3) }).mockRejectedValueOnce(new ApiProblem({ status: 500, code: 'general.unexpected' }));
    await store.begin('/api/x', {});
    await store.earlier();
    expect([ids(), store.problem()?.status, store.earlierBefore()]).toEqual([[3], 500, 3]);
  });
});
