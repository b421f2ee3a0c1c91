import { TestBed } from '@angular/core/testing';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { SignInFormComponent } from './sign-in-form.component';

const session = (demo: boolean) => ({ person: null, csrfToken: null, demo, demoPersons: [{ email: 'a@demo.example', name: 'Camille', role: 'LEAD_OFFICER', password: 'demo' }] });
const person = { personId: 'p', name: 'Camille', email: 'a@demo.example', language: 'nl', assignments: [] };

describe('the sign-in form', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    localStorage.clear();
  });

  async function open(demo = false) {
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).start('fr');
    api.get.mockResolvedValue({ body: session(demo) });
    await TestBed.inject(SessionStore).load();
    const fixture = TestBed.createComponent(SignInFormComponent);
    document.body.append(fixture.nativeElement);
    const signedIn = jest.fn();
    fixture.componentInstance.signedIn.subscribe(signedIn);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const type = (id: string, value: string): void => {
      const field = page.querySelector<HTMLInputElement>(`#${id}`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
    };
    const submit = async (): Promise<void> => {
      page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    };
    return { page, type, submit, signedIn, settle: () => fixture.whenStable() };
  }

  it('says at each field what is missing, focuses the first one and sends nothing', async () => {
    const { page, type, submit } = await open();
    type('sign-in-email', 'no address');
    await submit();
    expect(page.querySelector('#sign-in-email-error')?.textContent).toContain('nom@exemple.be');
    expect(page.querySelector('#sign-in-password-error')?.textContent).toBe('Saisissez votre mot de passe.');
    expect(document.activeElement?.id).toBe('sign-in-email');
    expect(document.activeElement?.getAttribute('aria-describedby')).toBe('sign-in-email-error');
    expect(api.change).not.toHaveBeenCalled();
  });

  it('keeps what was typed when it is refused, and says when to try again', async () => {
    const { page, type, submit, signedIn } = await open();
    type('sign-in-email', 'n@x.y');
    type('sign-in-password', 'wrong');
    api.change.mockRejectedValue(new ApiProblem({ status: 429, code: 'identity.too-many-attempts', params: {}, retryAfterSeconds: 300 }));
    await submit();
    expect(page.querySelector('pa-problem')?.textContent).toContain('dans 5 minutes');
    expect(page.querySelector<HTMLInputElement>('#sign-in-email')!.value).toBe('n@x.y');
    expect(signedIn).not.toHaveBeenCalled();
  });

  it('signs in and takes the person’s language where none was chosen', async () => {
    const { type, submit, signedIn } = await open();
    type('sign-in-email', ' a@demo.example ');
    type('sign-in-password', 'demo');
    api.change.mockResolvedValue({ body: { ...session(false), person } });
    await submit();
    expect(api.change).toHaveBeenCalledWith('POST', '/api/session', { email: 'a@demo.example', password: 'demo' });
    expect(signedIn).toHaveBeenCalledTimes(1);
    expect(TestBed.inject(LanguageStore).language()).toBe('nl');
  });

  it('offers the demo’s persons in demo mode only', async () => {
    const demo = await open(true);
    expect(demo.page.querySelector('.demo-persons li')?.textContent?.replace(/\s+/g, ' ').trim()).toBe('Se connecter comme CamilleChef de file');
    expect(demo.page.querySelector('.demo-persons a[href="/demo/mails"]')?.getAttribute('target')).toBe('_blank');
    api.change.mockResolvedValue({ body: { ...session(true), person } });
    demo.page.querySelector<HTMLElement>('.demo-persons button')!.click();
    await demo.settle();
    expect(demo.signedIn).toHaveBeenCalledTimes(1);
    TestBed.resetTestingModule();
    const { page } = await open(false);
    expect([page.querySelector('.demo-persons'), page.querySelector('a[href="/demo/mails"]')]).toEqual([null, null]);
  });
});
