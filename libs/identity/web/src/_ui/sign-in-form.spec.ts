import { TestBed } from '@angular/core/testing';
import { Location } from '@angular/common';
import { provideRouter } from '@angular/router';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { SignInFormComponent } from './sign-in-form.component';

const session = (demo: boolean, over: object = {}) => ({ person: null, csrfToken: null, endsAt: null, mustSetUpTotp: false, mustGiveCode: false, providers: [], ...over, demo, demoPersons: [{ email: 'a@demo.example', name: 'Camille', role: 'LEAD_OFFICER', password: 'demo' }] });
const person = { personId: 'p', name: 'Camille', email: 'a@demo.example', language: 'nl', assignments: [] };

describe('the sign-in form', () => {
  const api = { get: jest.fn(), change: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    localStorage.clear();
  });

  async function open(demo = false, over: object = {}, overScreen = false) {
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).start('fr');
    api.get.mockResolvedValue({ body: session(demo, over) });
    await TestBed.inject(SessionStore).load();
    const fixture = TestBed.createComponent(SignInFormComponent);
    fixture.componentRef.setInput('overScreen', overScreen);
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

  it('asks for the code in place once the password is right, with the focus in it, and keeps what was typed', async () => {
    const { page, type, submit, signedIn } = await open();
    expect(page.querySelector('#sign-in-code')).toBeNull();
    type('sign-in-email', 'n@x.y');
    type('sign-in-password', 'secret');
    const refuse = (code: string) => api.change.mockRejectedValueOnce(new ApiProblem({ status: 401, code, errors: [{ code, params: {}, pointer: '/code' }] }));
    refuse('identity.code-needed');
    await submit();
    const field = page.querySelector<HTMLInputElement>('#sign-in-code')!;
    expect([document.activeElement, field.getAttribute('autocomplete'), field.getAttribute('inputmode'), field.getAttribute('aria-invalid')]).toEqual([field, 'one-time-code', 'numeric', null]);
    expect([page.querySelector<HTMLInputElement>('#sign-in-password')!.value, page.querySelector('pa-problem')]).toEqual(['secret', null]);
    await submit();
    expect([page.querySelector('#sign-in-code-error')?.textContent, api.change.mock.calls.length]).toEqual(['Saisissez le code.', 1]);
    refuse('identity.code-wrong');
    type('sign-in-code', '000000');
    await submit();
    expect([page.querySelector('#sign-in-code-error')?.textContent?.startsWith('Ce code n’est pas correct'), document.activeElement]).toEqual([true, field]);
    type('sign-in-code', ' 123 456 ');
    api.change.mockResolvedValueOnce({ body: { ...session(false), person } });
    await submit();
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/session', { email: 'n@x.y', password: 'secret', code: '123 456' });
    expect(signedIn).toHaveBeenCalledTimes(1);
  });

  it('takes a recovery code with the other keyboard', async () => {
    const { page, type, submit, settle } = await open();
    type('sign-in-email', 'n@x.y');
    type('sign-in-password', 'secret');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 401, code: 'identity.code-needed' }));
    await submit();
    page.querySelector<HTMLElement>('pa-code-field button')!.click();
    await settle();
    const field = page.querySelector<HTMLInputElement>('#sign-in-code')!;
    expect([field.getAttribute('inputmode'), field.getAttribute('autocomplete'), document.activeElement]).toEqual(['text', 'off', field]);
  });

  it('asks for the code of a demo’s person too, and sends hers', async () => {
    const { page, type, submit, settle } = await open(true);
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 401, code: 'identity.code-needed' }));
    page.querySelector<HTMLElement>('.demo-persons button')!.click();
    await new Promise((done) => setTimeout(done));
    await settle();
    type('sign-in-code', '123456');
    api.change.mockResolvedValueOnce({ body: { ...session(true), person } });
    await submit();
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/session', { email: 'a@demo.example', password: 'demo', code: '123456' });
  });

  it('offers accounts elsewhere where there are any', async () => {
    expect((await open()).page.querySelector('.providers')).toBeNull();
    TestBed.resetTestingModule();
    const { page } = await open(false, { providers: [{ id: 'eu-login', name: 'EU Login' }] });
    expect([...page.querySelectorAll('.providers a')].map((a) => [a.textContent, a.getAttribute('href')])).toEqual([['Se connecter avec EU Login', '/api/sign-in/eu-login?returnTo=%2F']]);
  });

  it('over a screen knows the address, begins at the password, and leads away from it in another tab only', async () => {
    const { page, settle } = await open(false, { person, providers: [{ id: 'x', name: 'X' }] }, true);
    TestBed.inject(Location).go('/programmes/p/projects/a/budget', 'cell=b:STAFF');
    await settle();
    expect([page.querySelector<HTMLInputElement>('#sign-in-email')!.value, document.activeElement?.id]).toEqual(['a@demo.example', 'sign-in-password']);
    expect(page.querySelector('.actions a')?.getAttribute('target')).toBe('_blank');
  });
});
