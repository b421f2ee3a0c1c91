import { TestBed } from '@angular/core/testing';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';
import { ErasePersonStore } from './erase-person.store';

describe('erasing a person', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  let store: ErasePersonStore;
  beforeEach(async () => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [ErasePersonStore, { provide: ApiClient, useValue: api }] });
    store = TestBed.inject(ErasePersonStore);
    api.get.mockResolvedValue({ body: { personId: 'p', email: 'f@x.example' } });
    await store.load('FWVL', 'p');
  });

  it('sends nothing without a reason and without her address, and says both at once', async () => {
    expect(await store.erase()).toBe(false);
    expect(Object.keys(store.errors())).toEqual(['reason', 'typed']);
    store.reason.set('REQUEST');
    store.typed.set('g@x.example');
    expect(await store.erase()).toBe(false);
    expect([Object.keys(store.errors()), api.change.mock.calls.length]).toEqual([['typed'], 0]);
  });

  it('is done once, and keeps nothing of her on the page', async () => {
    store.reason.set('REQUEST');
    store.typed.set(' F@x.example ');
    api.change.mockResolvedValue({ body: { name: 'erased:7F3A91' } });
    expect(await Promise.all([store.erase(), store.erase()])).toEqual([true, false]);
    expect(api.change.mock.calls).toEqual([['DELETE', '/api/programmes/FWVL/people/p/personal-data', { reason: 'REQUEST' }]]);
    expect([store.erased()?.name, store.person()]).toEqual(['erased:7F3A91', null]);
  });

  it('keeps what was chosen and typed where it is refused', async () => {
    store.reason.set('LAW');
    store.typed.set('f@x.example');
    api.change.mockRejectedValue(new ApiProblem({ status: 409, code: 'personalData.held' }));
    expect(await store.erase()).toBe(false);
    expect([store.problem()?.code, store.reason(), store.typed(), store.erased()]).toEqual(['personalData.held', 'LAW', 'f@x.example', null]);
  });
});
