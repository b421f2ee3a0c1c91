import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { BUDGET_ROUTES } from './budget.routes';

describe('the budget’s address', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  async function open(...roles: PersonRole[]): Promise<HTMLElement> {
    api.get.mockReturnValue(new Promise(() => undefined));
    const assignments = roles.map((role) => ({ role, programmeId: 'i', projectId: 'j', operatorId: 'b', versantCode: null }));
    api.change.mockResolvedValue({ body: { person: { personId: 'x', name: 'N', email: 'n@x.y', language: 'fr', assignments }, csrfToken: 't', demo: false, demoPersons: [] } });
    TestBed.configureTestingModule({
      providers: [provideTexts(), provideRouter([{ path: 'p/budget', children: BUDGET_ROUTES }, { path: 'p/sheet', children: [] }]), { provide: ApiClient, useValue: api }],
    });
    await TestBed.inject(LanguageStore).use('fr');
    await TestBed.inject(SessionStore).signIn('', '');
    const harness = await RouterTestingHarness.create('/p/budget');
    return harness.fixture.nativeElement as HTMLElement;
  }

  it('tells an associated operator’s officer that there is no budget for her, asks nothing, and leads to the sheet', async () => {
    const page = await open('ASSOCIATED_OFFICER');
    expect(page.querySelector('h2')?.textContent).toBe('Les opérateurs associés n’ont pas de budget');
    expect(api.get).not.toHaveBeenCalled();
    page.querySelector('a')?.click();
    await new Promise((done) => setTimeout(done));
    expect(TestBed.inject(Router).url).toBe('/p/sheet');
  });
});
