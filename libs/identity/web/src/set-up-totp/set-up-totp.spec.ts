import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { account, accountProviders } from '../_account/testing';
import { SetUpTotpComponent } from './set-up-totp.component';

const setup = { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/x', qrPath: 'M4 4h1v1h-1z', qrSize: 29 };
const person = { personId: 'p', name: 'N', email: 'n@x.example', language: 'en', assignments: [] };
const session = (mustSetUpTotp: boolean) => ({ person, csrfToken: 't', endsAt: null, mustSetUpTotp, mustGiveCode: false, providers: [], demo: false, demoPersons: [] });

describe('signing in in two steps', () => {
  const api = { get: jest.fn(), change: jest.fn() };

  async function open({ on = false, required = false, must = false, returnTo }: { on?: boolean; required?: boolean; must?: boolean; returnTo?: string } = {}) {
    jest.resetAllMocks();
    let now = account({ totp: { on, required, recoveryCodesLeft: 3 } });
    let mustSetUp = must;
    api.get.mockImplementation(async (path: string) => ({ body: path === '/api/session' ? session(mustSetUp) : now }));
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), ...accountProviders(api)] });
    await TestBed.inject(LanguageStore).use('en');
    await TestBed.inject(SessionStore).load();
    await TestBed.inject(AccountStore).load();
    const fixture = TestBed.createComponent(SetUpTotpComponent);
    if (returnTo) fixture.componentRef.setInput('returnTo', returnTo);
    const page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    const settle = async () => {
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    };
    await settle();
    const press = async (text: string) => {
      [...page.querySelectorAll('button')].find((button) => button.textContent?.includes(text))!.click();
      await settle();
    };
    const type = (id: string, value: string) => {
      const field = page.querySelector<HTMLInputElement>(`#${id}`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
    };
    const send = async () => {
      page.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
      await settle();
    };
    const becomes = (isOn: boolean) => {
      now = account({ totp: { on: isOn, required, recoveryCodesLeft: isOn ? 10 : 0 } });
      mustSetUp = false;
    };
    return { page, press, type, send, becomes };
  }

  it('shows the picture as drawn elements and the secret in groups of four, and is on once a code confirms it', async () => {
    const { page, press, type, send, becomes } = await open();
    api.change.mockResolvedValueOnce({ body: setup });
    await press('Turn on');
    const picture = page.querySelector('svg.qr')!;
    expect([picture.getAttribute('viewBox'), picture.querySelector('path')?.getAttribute('d'), picture.getAttribute('aria-label')]).toEqual(['0 0 29 29', setup.qrPath, 'QR code to be scanned with the authenticator app']);
    expect(page.querySelector('.secret')?.textContent).toBe('ABCD EFGH IJKL MNOP');
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 422, code: 'identity.code-wrong', errors: [{ code: 'identity.code-wrong', params: {}, pointer: '/code' }] }));
    type('totp-code', '000000');
    await send();
    expect([document.activeElement?.id, page.querySelector('svg.qr') !== null]).toEqual(['totp-code', true]);
    type('totp-code', '123456');
    api.change.mockResolvedValueOnce({ body: { codes: ['AAAAA-BBBBB', 'CCCCC-DDDDD'] } });
    becomes(true);
    await send();
    expect([[...page.querySelectorAll('.codes li')].map((li) => li.textContent), page.querySelector('.secret')]).toEqual([['AAAAA-BBBBB', 'CCCCC-DDDDD'], null]);
    await press('The codes are kept');
    expect([page.textContent?.includes('AAAAA'), page.textContent?.includes('You have 10 recovery codes left')]).toEqual([false, true]);
  });

  it('says why where her role asks for it, and goes on to where she was going', async () => {
    const { page, press, type, send, becomes } = await open({ must: true, required: true, returnTo: '/programmes/p/projects' });
    expect(page.querySelector('.notice')?.textContent).toContain('Your role opens the data of many projects');
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    api.change.mockResolvedValueOnce({ body: setup });
    await press('Turn on');
    type('totp-code', '123456');
    api.change.mockResolvedValueOnce({ body: { codes: ['AAAAA-BBBBB'] } });
    becomes(true);
    await send();
    expect([TestBed.inject(SessionStore).restriction(), navigate.mock.calls.length]).toEqual([null, 0]);
    await press('go on');
    expect(navigate).toHaveBeenCalledWith('/programmes/p/projects');
  });

  it('is turned off with password and code, where no role asks for it', async () => {
    const { page, press, type, send, becomes } = await open({ on: true });
    await press('Turn off');
    type('totp-password', 'secret');
    type('totp-removal-code', '123456');
    becomes(false);
    await send();
    expect(api.change).toHaveBeenLastCalledWith('DELETE', '/api/account/totp', { password: 'secret', code: '123456' });
    expect(page.querySelector('[role=status]')?.textContent).toBe('Signing in in two steps is off.');
  });

  it('cannot be turned off where a role asks for it, and says so instead of showing a button; new recovery codes can be had', async () => {
    const { page, press, type, send } = await open({ on: true, required: true });
    expect([[...page.querySelectorAll('button')].map(({ textContent }) => textContent), page.textContent?.includes('you cannot turn it off')]).toEqual([['Get new recovery codes'], true]);
    await press('Get new recovery codes');
    api.change.mockResolvedValueOnce({ body: { codes: ['NEWER-CODES'] } });
    type('totp-renewal-code', '123456');
    await send();
    expect(api.change).toHaveBeenLastCalledWith('POST', '/api/account/totp/recovery-codes', { code: '123456' });
    expect(page.querySelector('.codes')?.textContent).toContain('NEWER-CODES');
  });
});
