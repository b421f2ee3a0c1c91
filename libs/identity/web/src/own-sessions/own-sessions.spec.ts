import { TestBed } from '@angular/core/testing';
import { ApiClient, ApiProblem, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { OwnSessionsComponent } from './own-sessions.component';

const view = (sessionId: string, current: boolean, browser = 'Firefox · Linux') => ({ sessionId, current, browser, startedAt: '2026-11-24T10:00:00Z', lastSeenAt: '2026-11-24T11:00:00Z', address: '192.0.2.1', secondFactor: current });

describe('the own sessions', () => {
  const api = { get: jest.fn(), change: jest.fn() };

  async function open(...lists: object[][]) {
    jest.resetAllMocks();
    api.change.mockResolvedValue({ body: null });
    for (const body of lists) api.get.mockResolvedValueOnce({ body });
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('en');
    const fixture = TestBed.createComponent(OwnSessionsComponent);
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
    const rows = () => [...page.querySelectorAll('tbody tr')].map((row) => [row.querySelector('.tag')?.textContent ?? '', row.querySelector('button') !== null]);
    return { page, press, rows };
  }

  it('mark this one, which stands first and is not ended here', async () => {
    const { page, rows } = await open([view('b', false, ''), view('a', true)]);
    expect(rows()).toEqual([['this session', false], ['', true]]);
    expect(page.querySelectorAll('th[scope=row]')[1]?.textContent).toContain('Unknown browser');
  });

  it('are ended one by one, or all others at once', async () => {
    const { page, press, rows } = await open([view('a', true), view('b', false), view('c', false)], [view('a', true), view('c', false)], [view('a', true)]);
    await press('End');
    expect([api.change.mock.lastCall, rows().length, document.activeElement?.tagName]).toEqual([['DELETE', '/api/account/sessions/b'], 2, 'H2']);
    await press('End all other');
    expect([api.change.mock.lastCall, rows(), page.querySelector('[role=status]')?.textContent?.trim()]).toEqual([['DELETE', '/api/account/sessions'], [['this session', false]], '1 session has ended.']);
  });

  it('that have ended by themselves meanwhile are no fault; a server that does not answer is said', async () => {
    const { page, press, rows } = await open([view('a', true), view('b', false)], [view('a', true)]);
    api.change.mockRejectedValueOnce(new ApiProblem({ status: 404, code: 'general.not-found' }));
    await press('End');
    expect([rows().length, page.querySelector('pa-problem')]).toEqual([1, null]);
  });
});
