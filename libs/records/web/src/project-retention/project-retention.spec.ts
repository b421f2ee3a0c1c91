import { TestBed } from '@angular/core/testing';
import type { RetentionView } from '@passerelle/records/model';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { ProjectRetentionComponent } from './project-retention.component';

const HOLD = { holdId: 'h', reason: 'Audit du système', heldByName: 'erased:7F3A91', heldAt: '2026-11-20T10:00:00Z', releasedByName: null, releasedAt: null };
const view = (otherwise: Partial<RetentionView> = {}): RetentionView => ({ programmeId: 'g', projectId: 'p', state: 'RUNNING', lastPaymentOn: '2024-03-31', until: '2029-12-31', years: 5, holds: [], ...otherwise });
const AT = '/api/programmes/FWVL/projects/4.8.337/retention';

describe('the retention of a project’s records', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }] });
  });

  async function open(role: PersonRole, retention: RetentionView) {
    api.get.mockResolvedValue({ body: retention });
    const assignments = [{ role, programmeId: 'g', projectId: 'p', operatorId: 'o', versantCode: null }];
    api.change.mockResolvedValueOnce({ body: { person: { personId: 'x', name: 'N', email: 'n@x.example', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    const fixture = TestBed.createComponent(ProjectRetentionComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', '4.8.337');
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const submit = async (index: number) => {
      page.querySelectorAll('form')[index]!.dispatchEvent(new Event('submit', { cancelable: true }));
      await fixture.whenStable();
    };
    return { fixture, page, submit, text: () => page.textContent!.replace(/\s+/g, ' ') };
  }

  it('tells a finance officer until when to keep everything, and offers nothing that only others may do', async () => {
    const { page, text } = await open('PARTNER_OFFICER', view({ holds: null }));
    expect(text()).toContain('Conservez tous les documents jusqu’au 31/12/2029 inclus.');
    expect(text()).toContain('5 ans à partir du 31 décembre');
    expect([page.querySelectorAll('form, button').length, text().includes('Prolongations')]).toEqual([0, false]);
  });

  it('lets the managing authority say when the last payment was, and says what is missing before it asks', async () => {
    const { page, submit, text } = await open('MANAGING_AUTHORITY', view({ state: 'NOT_STARTED', lastPaymentOn: null, until: null }));
    await submit(0);
    expect([text().includes('Saisissez une date.'), api.change.mock.calls.length]).toEqual([true, 1]);
    page.querySelector<HTMLInputElement>('#last-payment')!.value = '2025-06-30';
    api.change.mockResolvedValueOnce({ body: view({ lastPaymentOn: '2025-06-30', until: '2030-12-31' }) });
    await submit(0);
    expect(api.change).toHaveBeenLastCalledWith('PUT', `${AT}/last-payment`, { lastPaymentOn: '2025-06-30' });
    expect(text()).toContain('jusqu’au 31/12/2030 inclus');
  });

  it('lets an auditor hold the records and let them go, and keeps a refused reason as it was typed', async () => {
    const { fixture, page, submit, text } = await open('AUDITOR', view());
    await submit(0);
    expect(text()).toContain('Indiquez le motif de la prolongation.');
    const field = page.querySelector<HTMLInputElement>('#hold-reason')!;
    field.value = '  Audit du système ';
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    await submit(0);
    expect([field.value, text().includes('Le serveur ne répond pas')]).toEqual(['  Audit du système ', true]);
    api.change.mockResolvedValueOnce({ body: view({ state: 'HELD', holds: [HOLD] }) });
    await submit(0);
    expect(api.change).toHaveBeenLastCalledWith('POST', `${AT}/holds`, { reason: 'Audit du système' });
    expect([field.value, text().includes('Personne effacée 7F3A91'), text().includes('Le serveur ne répond pas')]).toEqual(['', true, false]);
    api.change.mockResolvedValueOnce({ body: view({ holds: [{ ...HOLD, releasedByName: 'Auditeur', releasedAt: '2026-11-21T10:00:00Z' }] }) });
    page.querySelector<HTMLButtonElement>('.holds button')!.click();
    await fixture.whenStable();
    expect(api.change).toHaveBeenLastCalledWith('DELETE', `${AT}/holds/h`, undefined);
    expect(text()).toContain('Levée par Auditeur');
  });
});
