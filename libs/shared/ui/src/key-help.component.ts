import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import type { KeyGroup } from './key-help';

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
                <kbd>{{ key }}</kbd>
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
  readonly groups = input.required<readonly KeyGroup[]>();
}
