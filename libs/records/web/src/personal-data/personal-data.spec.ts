import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ApiClient, ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { PersonalDataComponent } from './personal-data.component';

const SAID = { kind: 'CONNECTION', purpose: 'SECURITY', basis: 'SECURITY_OF_PROCESSING', kept: 'SESSION', seenBySelf: true, seenByRoles: [] };
const REGISTER = {
  programmeCode: 'FWVL',
  writtenAt: '2026-11-24T10:00:00Z',
  columns: [
    { table: 'session', column: 'address', ...SAID },
    { table: 'session', column: 'csrf_token', ...SAID, kind: 'CREDENTIAL', seenBySelf: false },
    { table: 'session', column: 'user_agent', ...SAID },
    { table: 'person', column: 'email', ...SAID, kind: 'CONTACT', kept: 'ACCOUNT', seenByRoles: ['ADMINISTRATOR'] },
  ],
};

describe('the register of personal data', () => {
  const api = { get: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
  });
  async function open(): Promise<HTMLElement> {
    await TestBed.inject(LanguageStore).use('fr');
    const fixture = TestBed.createComponent(PersonalDataComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  it('has a part per table, the accounts first, and one line for columns of which the same holds', async () => {
    api.get.mockResolvedValue({ body: REGISTER });
    const page = await open();
    expect([...page.querySelectorAll('h2')].map(({ textContent }) => textContent)).toEqual(['Comptes', 'Sessions']);
    const lines = [...page.querySelectorAll('tbody tr')].map((line) => [...line.children].map(({ textContent }) => textContent!.trim()));
    expect(lines.map(([columns, kind, , , , readers]) => [columns, kind, readers])).toEqual([
      ['adresse électronique', 'coordonnées', 'la personne elle-même, Administrateur'],
      ['adresse réseau, navigateur', 'données de connexion', 'la personne elle-même'],
      ['jeton de la page', 'moyen d’authentification', 'personne : seule l’application s’en sert'],
    ]);
  });

  it('says why it cannot be read', async () => {
    api.get.mockRejectedValue(new ApiProblem({ status: 403, code: 'general.not-allowed' }));
    expect((await open()).textContent).toContain('Vous n’avez pas accès à cette page');
  });
});
