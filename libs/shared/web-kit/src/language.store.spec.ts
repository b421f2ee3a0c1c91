import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ApiClient } from './api-client';
import { LanguageStore } from './language.store';
import { AmountPipe, DayPipe, MomentPipe, SayPipe } from './pipes';
import { ProgrammeStore } from './programme.store';
import { provideTexts } from './provide-web-kit';
import { Say } from './say';

@Component({
  imports: [AmountPipe, DayPipe, MomentPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `{{ 'term.lead' | say }}|{{ 138974018 | amount }}|{{ 138974018 | amount: 'currency' }}|{{ '2017-10-01' | day }}|{{ '2026-11-21T14:03:22' | moment }}|{{ null | amount }}`,
})
class ScreenComponent {}

const programmes = [
  { code: 'one', terms: { nl: { 'term.lead': 'Projectverantwoordelijke' } } },
  { code: 'other', terms: {} },
];

describe('the language of the screens', () => {
  let store: LanguageStore;
  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: ApiClient, useValue: { get: async () => ({ body: programmes }) } }] });
    store = TestBed.inject(LanguageStore);
  });

  it('is the stored one, else the person’s, else the browser’s, else French', async () => {
    jest.spyOn(navigator, 'languages', 'get').mockReturnValue(['es-ES', 'de-BE', 'en']);
    await store.start(null);
    expect(store.language()).toBe('de');
    await store.start('nl');
    expect(store.language()).toBe('nl');
    await store.use('en');
    await store.start('nl');
    expect(store.language()).toBe('en');
    localStorage.setItem('passerelle.language', 'xx');
    jest.spyOn(navigator, 'languages', 'get').mockReturnValue(['es']);
    await store.start(null);
    expect(store.language()).toBe('fr');
  });

  it('changes what is on the screen without a reload, by each language’s conventions', async () => {
    await store.use('fr');
    const screen = TestBed.createComponent(ScreenComponent);
    await screen.whenStable();
    const shown = (): string => (screen.nativeElement as HTMLElement).textContent ?? '';
    expect(shown()).toBe('Chef de file|1\u202f389\u202f740,18|1\u202f389\u202f740,18\u00a0€|01/10/2017|21/11/2026 14:03:22|');
    await store.use('nl');
    await screen.whenStable();
    expect(shown()).toBe('Projectleider|1.389.740,18|€\u00a01.389.740,18|01/10/2017|21/11/2026 14:03:22|');
    expect(document.documentElement.lang).toBe('nl');
    await store.use('de');
    await screen.whenStable();
    expect(shown()).toContain('01.10.2017|21.11.2026 14:03:22');
  });

  it('lays the programme’s own words over the dictionary and takes them away again', async () => {
    await store.use('nl');
    const screen = TestBed.createComponent(ScreenComponent);
    const programme = TestBed.inject(ProgrammeStore);
    const shown = async (): Promise<string> => {
      await screen.whenStable();
      return (screen.nativeElement as HTMLElement).textContent?.split('|')[0] ?? '';
    };
    await programme.load();
    programme.choose('one');
    expect(await shown()).toBe('Projectverantwoordelijke');
    await store.use('en');
    expect(await shown()).toBe('Lead partner');
    await store.use('nl');
    programme.choose('other');
    expect(await shown()).toBe('Projectleider');
  });

  it('shows the message itself, not a broken screen, when the server left out a parameter', async () => {
    await store.use('fr');
    expect(TestBed.inject(Say).say('problem.requestId', {})).toContain('{requestId}');
  });
});
