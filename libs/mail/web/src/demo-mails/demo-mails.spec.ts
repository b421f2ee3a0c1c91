import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { DemoMailView } from '@passerelle/mail/model';
import { ApiClient, ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { DemoMailsComponent } from './demo-mails.component';
import { DemoMailsStore } from './demo-mails.store';

const link = { address: 'https://passerelle.example/invitation/x?y=1#token', path: '/invitation/x?y=1#token' as const };
const mail = (mailId: string, subject: string, body: string): DemoMailView => ({ mailId, to: 'finance-lead@ab-refugies.example', kind: 'identity.invitation', language: 'nl', createdAt: '2026-11-20T10:00:00Z', subject, body, links: [link] });
const MAILS = [
  mail('b', 'Uitnodiging', `Beste <b>lezer</b>,\n\nOpen deze pagina:\n\n${link.address}\n\nGroeten,\nPasserelle https://elsewhere.example/`),
  mail('a', 'Kies een nieuw wachtwoord', link.address),
];

describe('the demo’s mails', () => {
  const api = { get: jest.fn() };
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
  });

  async function open() {
    await TestBed.inject(LanguageStore).use('fr');
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const fixture = TestBed.createComponent(DemoMailsComponent);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const shown = () => [...page.querySelectorAll<HTMLElement>('.text')].filter((text) => !text.hidden).map((text) => text.id);
    return { fixture, page, navigate, shown };
  }

  it('show the latest one open, safely, with links that stay in the application and no others', async () => {
    api.get.mockResolvedValue({ body: MAILS });
    const { page, shown } = await open();
    expect(shown()).toEqual(['mail-b']);
    const text = page.querySelector('#mail-b')!;
    expect([text.querySelector('b'), text.getAttribute('lang')]).toEqual([null, 'nl']);
    expect(text.textContent).toContain('Beste <b>lezer</b>,');
    expect([...text.querySelectorAll('a')].map((a) => [a.getAttribute('href'), a.textContent])).toEqual([[link.path, link.address]]);
    expect(text.querySelectorAll('p')).toHaveLength(4);
  });

  it('open another one, or none, at an address of its own', async () => {
    api.get.mockResolvedValue({ body: MAILS });
    const { fixture, page, navigate, shown } = await open();
    const buttons = page.querySelectorAll<HTMLElement>('.row-button');
    buttons[1]!.click();
    expect(navigate).toHaveBeenLastCalledWith([], { queryParams: { mail: 'a' }, replaceUrl: true });
    fixture.componentRef.setInput('mail', 'a');
    await fixture.whenStable();
    expect([shown(), buttons[0]!.getAttribute('aria-expanded'), buttons[1]!.getAttribute('aria-expanded')]).toEqual([['mail-a'], 'false', 'true']);
    buttons[1]!.click();
    expect(navigate).toHaveBeenLastCalledWith([], { queryParams: { mail: 'none' }, replaceUrl: true });
  });

  it('say what will be here while there is none', async () => {
    api.get.mockResolvedValue({ body: [] });
    expect((await open()).page.querySelector('.empty')?.textContent).toContain('Une invitation');
  });

  it('are no page outside demo mode', async () => {
    api.get.mockRejectedValue(new ApiProblem({ status: 404, code: 'general.not-found' }));
    const { page } = await open();
    expect([page.querySelector('pa-problem-page') !== null, page.querySelector('.mails')]).toEqual([true, null]);
  });

  it('stay when reading them again is refused, and come again when it is not', async () => {
    const store = TestBed.runInInjectionContext(() => new DemoMailsStore());
    api.get.mockResolvedValueOnce({ body: MAILS });
    await store.load();
    api.get.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
    await store.load();
    expect([store.mails()?.length, store.problem()?.code, store.busy()]).toEqual([2, 'general.offline', false]);
    api.get.mockResolvedValueOnce({ body: [] });
    await store.load();
    expect([store.mails(), store.problem()]).toEqual([[], null]);
  });
});
