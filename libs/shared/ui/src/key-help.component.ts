import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Say, SayPipe } from '@passerelle/shared/web-kit';
import type { KeyGroup } from './key-help';

/** Keys with a name of their own on each language's keyboard; the others are called by their sign. */
const NAMED = ['Ctrl', 'Delete', 'End', 'Enter', 'Esc', 'Home', 'Page', 'Space'];

/** Keys and what they do, by the place in which they work. */
@Component({
  selector: 'pa-key-help',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (group of groups(); track group.heading) {
      <h3>{{ group.heading | say }}</h3>
      <dl class="key-list">
        @for (hint of group.keys; track hint.name) {
          <div>
            <dt>
              @for (key of hint.keys; track key) {
                <kbd>{{ nameOf(key) }}</kbd>
              }
            </dt>
            <dd>{{ hint.name | say }}</dd>
          </div>
        }
      </dl>
    }
  `,
})
export class KeyHelpComponent {
  readonly #say = inject(Say);
  readonly groups = input.required<readonly KeyGroup[]>();

  /** What stands on the reader's keyboard. */
  nameOf(key: string): string {
    return key.split(' ').map((part) => (NAMED.includes(part) ? this.#say.say(`key.${part}`) : part)).join(' ');
  }
}
