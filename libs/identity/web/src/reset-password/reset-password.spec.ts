import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { ApiClient, ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { ResetPasswordComponent } from './reset-password.component';

const TOKEN = 'a'.repeat(43);

describe('a forgotten password', () => {
  const api = { get: jest.fn(), change: jest.fn() };

  async function open(address: string) {
    jest.resetAllMocks();
    api.get.mockResolvedValue({ body: { person: null, csrfToken: null, providers: [], demo: false, demoPersons: [] } });
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([{ path: 'new-password', component: ResetPasswordComponent }]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('en');
    const harness = await RouterTestingHarness.create(address);
    const settle = async () => {
      await new Promise((done) => setTimeout(done));
      await harness.fixture.whenStable();
    };
    await settle();
    const page = harness.fixture.nativeElement as HTMLElement;
    document.body.append(page);
    const submit = async (id: string, value: string) => {
      const field = page.querySelector<HTMLInputElement>(`#${id}`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await settle();
    };
    return { page, submit };
  }

  it('is asked about by the address; the answer is the same whether there is such an account or not', async () => {
    const { page, submit } = await open('/new-password');
    await submit('reset-email', 'no address');
    expect([page.querySelector('#reset-email-error')?.textContent, document.activeElement?.id]).toEqual(['An e-mail address looks like name@example.org.', 'reset-email']);
    await submit('reset-email', ' n@x.y ');
    expect(api.change.mock.calls).toEqual([['POST', '/api/password-resets', { email: 'n@x.y' }]]);
    expect(page.querySelector('[role=status]')?.textContent).toContain('If there is an account for n@x.y');
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('is replaced by the link: what is easily guessed is not sent, and she signs in with the new one', async () => {
    const { page, submit } = await open(`/new-password#${TOKEN}`);
    await submit('new-password', 'short');
    expect([page.querySelector('#new-password-error')?.textContent, api.change.mock.calls.length]).toEqual(['The password has at least 12 characters.', 0]);
    await submit('new-password', 'une péniche sur la Lys');
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/password-resets/use', { token: TOKEN, password: 'une péniche sur la Lys' });
    expect([page.querySelector('.notice')?.textContent?.includes('all your sessions have ended'), page.querySelector('a')?.getAttribute('href')]).toEqual([true, '/sign-in']);
  });

  it.each([
    [404, 'identity.link-unknown'],
    [410, 'identity.link-used'],
    [410, 'identity.link-expired'],
  ])('asks for another link where this one is dead (%s %s)', async (status, code) => {
    const { page, submit } = await open(`/new-password#${TOKEN}`);
    api.change.mockRejectedValueOnce(new ApiProblem({ status, code }));
    await submit('new-password', 'une péniche sur la Lys');
    expect([page.querySelector('[role=alert]')?.textContent?.startsWith('This link'), page.querySelector('form')]).toEqual([true, null]);
    page.querySelector<HTMLElement>('pa-broken-link button')!.click();
    await new Promise((done) => setTimeout(done));
    expect(page.querySelector('#reset-email')).not.toBeNull();
  });
});
