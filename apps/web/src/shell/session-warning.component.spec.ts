import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { OpenEditor } from '@passerelle/shared/ui';
import { LanguageStore, SessionEndStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { SessionWarningComponent } from './session-warning.component';

describe('the warning of the session’s end', () => {
  const end = { warns: signal(false), atLimit: signal(false), problem: signal<unknown>(null), busy: signal(false), keptUntil: signal<string | null>(null), endsAt: signal(new Date(2026, 10, 24, 16, 3).toISOString()), extend: jest.fn() };
  const session = { ended: signal(false), person: signal<unknown>({}) };

  async function open() {
    TestBed.configureTestingModule({ providers: [provideTexts(), { provide: SessionEndStore, useValue: end }, { provide: SessionStore, useValue: session }] });
    await TestBed.inject(LanguageStore).use('en');
    const fixture = TestBed.createComponent(SessionWarningComponent);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const sentence = async (): Promise<string> => {
      await fixture.whenStable();
      return page.querySelector('.sentence')!.textContent!;
    };
    return { page, sentence };
  }
  const press = (key: string): KeyboardEvent => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    return event;
  };

  it('says when it is and which key keeps it, takes no focus, and leaves the key alone at other times', async () => {
    const { page, sentence } = await open();
    expect([await sentence(), page.querySelector('button'), press('F8').defaultPrevented, end.extend.mock.calls.length]).toEqual(['', null, false, 0]);
    const focused = document.activeElement;
    end.warns.set(true);
    expect(await sentence()).toBe('Your session ends at 16:03. Press F8 to keep it.');
    expect([document.activeElement, page.querySelector('.sentence')?.getAttribute('aria-live')]).toEqual([focused, 'assertive']);
    expect([press('F8').defaultPrevented, end.extend.mock.calls.length]).toEqual([true, 1]);
    page.querySelector('button')!.click();
    expect(end.extend).toHaveBeenCalledTimes(2);
    end.atLimit.set(true);
    expect([(await sentence()).includes('cannot be kept any longer'), page.querySelector('button')]).toEqual([true, null]);
  });

  it('says that it has ended while a cell is being typed in, instead of taking the focus from it', async () => {
    end.warns.set(false);
    const { sentence } = await open();
    TestBed.inject(OpenEditor).isOpen.set(true);
    session.ended.set(true);
    expect(await sentence()).toContain('Leave the cell to sign in again');
  });
});
