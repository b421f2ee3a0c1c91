import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { SidePanelComponent } from './side-panel.component';
import { SidePanelStore } from './side-panel.store';

@Component({ changeDetection: ChangeDetectionStrategy.OnPush, template: `<p class="said">{{ said() }}</p><input />` })
class ContentComponent {
  readonly said = input('');
}

describe('the side panel', () => {
  let fixture: ComponentFixture<SidePanelComponent>;
  let store: SidePanelStore;
  const panel = (): HTMLElement | null => fixture.nativeElement.querySelector('aside');
  const escape = async (from: EventTarget = document.body): Promise<void> => {
    from.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await fixture.whenStable();
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    await TestBed.inject(LanguageStore).use('fr');
    fixture = TestBed.createComponent(SidePanelComponent);
    document.body.append(fixture.nativeElement);
    store = TestBed.inject(SidePanelStore);
  });
  const open = async (said: string, back: HTMLElement | (() => void) | null = null): Promise<void> => {
    store.open({ kind: 'history', title: () => `Title ${said}`, component: ContentComponent, inputs: { said } }, back);
    await fixture.whenStable();
  };

  it('shows what it is given, takes the focus, and is no dialog', async () => {
    await open('one');
    expect([panel()?.querySelector('h2')?.textContent, panel()?.querySelector('.said')?.textContent]).toEqual(['Title one', 'one']);
    expect(document.activeElement).toBe(panel()?.querySelector('h2'));
    expect(panel()?.getAttribute('aria-modal')).toBeNull();
    await open('two');
    expect(panel()?.querySelector('.said')?.textContent).toBe('two');
  });

  it('closes by Esc and leads the focus back to where it was', async () => {
    const origin = document.body.appendChild(document.createElement('button'));
    await open('one', origin);
    await escape();
    expect(panel()).toBeNull();
    expect(document.activeElement).toBe(origin);
    const wayBack = jest.fn();
    await open('two', wayBack);
    await escape();
    expect(wayBack).toHaveBeenCalledTimes(1);
  });

  it('leaves Esc to a field in which something is being typed', async () => {
    await open('one');
    await escape(panel()!.querySelector('input')!);
    expect(panel()).not.toBeNull();
  });
});
