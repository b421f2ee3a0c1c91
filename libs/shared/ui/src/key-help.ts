import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import { Say } from '@passerelle/shared/web-kit';
import { KeyHelpComponent } from './key-help.component';
import { SidePanelStore, type ReturnFocus } from './side-panel.store';

/** What to press, and the text key of what it does. */
export interface KeyHint {
  readonly keys: readonly string[];
  readonly name: string;
}

/** Keys that work in one place; `heading` is the text key of the place. */
export interface KeyGroup {
  readonly heading: string;
  readonly keys: readonly KeyHint[];
}

/** Keys that work on every screen. */
const EVERYWHERE: KeyGroup = {
  heading: 'keys.everywhere',
  keys: [
    { keys: ['?'], name: 'keys.help' },
    { keys: ['Esc'], name: 'keys.close' },
    { keys: ['Tab', '⇧ Tab'], name: 'keys.move' },
    { keys: ['F8'], name: 'keys.keepSession' },
  ],
};

/** The keys of the screen as it stands, shown in the side panel. */
@Injectable({ providedIn: 'root' })
export class KeyHelp {
  readonly #panel = inject(SidePanelStore);
  readonly #say = inject(Say);
  readonly #ofScreen = signal<readonly KeyGroup[]>([]);

  /** Shows the keys, or puts them away where they stand already. */
  toggle(returnFocus: ReturnFocus): void {
    if (this.#panel.content()?.kind === 'keys') return this.#panel.close();
    const inputs = { groups: [...this.#ofScreen(), EVERYWHERE] };
    this.#panel.open({ kind: 'keys', title: () => this.#say.say('keys.heading'), component: KeyHelpComponent, inputs }, returnFocus);
  }

  add(group: KeyGroup): () => void {
    this.#ofScreen.update((groups) => [group, ...groups]);
    return () => this.#ofScreen.update((groups) => groups.filter((other) => other !== group));
  }
}

/** Called where a screen is made: its keys stand in the help as long as it is shown. */
export function keysOfScreen(group: KeyGroup): void {
  inject(DestroyRef).onDestroy(inject(KeyHelp).add(group));
}
