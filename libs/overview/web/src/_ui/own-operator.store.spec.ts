import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ApiClient, ProgrammeStore, SessionStore } from '@passerelle/shared/web-kit';
import { OwnOperatorStore } from './own-operator.store';

describe('the operator beside the person’s name', () => {
  const api = { get: jest.fn() };
  const person = signal<unknown>(null);
  const current = signal({ code: 'FWVL' });
  const operator = (name: string, programmeCode: string) => ({ operatorId: name, name, role: 'PARTNER', versantCode: 'WA', programmeCode, projectCode: '1' });
  const settle = async (): Promise<void> => {
    TestBed.tick();
    await new Promise((done) => setTimeout(done));
  };

  beforeEach(() => {
    jest.resetAllMocks();
    person.set(null);
    TestBed.configureTestingModule({
      providers: [{ provide: ApiClient, useValue: api }, { provide: SessionStore, useValue: { person } }, { provide: ProgrammeStore, useValue: { current } }],
    });
  });

  it('is the one of this programme, each name once', async () => {
    api.get.mockResolvedValue({ body: [operator('SETIS', 'FWVL'), operator('SETIS', 'FWVL'), operator('AViQ', 'other')] });
    person.set({ personId: 'p', assignments: [{ role: 'PARTNER_OFFICER', operatorId: 'o' }] });
    const store = TestBed.inject(OwnOperatorStore);
    await settle();
    expect([store.name(), api.get.mock.calls]).toEqual(['SETIS', [['/api/own-operators']]]);
  });

  it('is not asked for where the person works for none', async () => {
    person.set({ personId: 'p', assignments: [{ role: 'SECRETARIAT', operatorId: null }] });
    const store = TestBed.inject(OwnOperatorStore);
    await settle();
    expect([store.name(), api.get.mock.calls]).toEqual([null, []]);
  });

  it('is left out where it cannot be read', async () => {
    api.get.mockRejectedValue(new Error('no'));
    person.set({ personId: 'p', assignments: [{ role: 'PARTNER_OFFICER', operatorId: 'o' }] });
    const store = TestBed.inject(OwnOperatorStore);
    await settle();
    expect(store.name()).toBe(null);
  });
});
