import { EnvironmentInjector, createEnvironmentInjector, runInInjectionContext } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTexts } from '@passerelle/shared/web-kit';
import { KeyHelp, keysOfScreen, type KeyGroup } from './key-help';
import { SidePanelStore } from './side-panel.store';

const group = (heading: string): KeyGroup => ({ heading, keys: [{ keys: ['x'], name: heading }] });

describe('the help of a screen', () => {
  let help: KeyHelp;
  let panel: SidePanelStore;
  const headings = (): unknown[] => (panel.content()?.inputs['groups'] as KeyGroup[]).map(({ heading }) => heading);
  const show = (heading: string): EnvironmentInjector => {
    const screen = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
    runInInjectionContext(screen, () => keysOfScreen(group(heading)));
    return screen;
  };

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    help = TestBed.inject(KeyHelp);
    panel = TestBed.inject(SidePanelStore);
  });

  it('names the keys of what is shown, innermost first, then those that work everywhere', () => {
    show('project');
    const tab = show('budget');
    help.toggle(null);
    expect(headings()).toEqual(['budget', 'project', 'keys.everywhere']);
    tab.destroy();
    help.toggle(null);
    help.toggle(null);
    expect(headings()).toEqual(['project', 'keys.everywhere']);
  });

  it('is put away by the key that showed it, back to where one was', () => {
    let returned = 0;
    help.toggle(() => (returned += 1));
    help.toggle(null);
    expect([panel.content(), returned]).toEqual([null, 1]);
  });
});
