import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { SayPipe, SessionStore } from '@passerelle/shared/web-kit';

/** Says in the demo which of its figures are a sample and which are published. */
@Component({
  selector: 'pa-sample-notice',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isDemo()) {
      <p>{{ 'sampleNotice.text' | say }}</p>
    }
  `,
  styles: `
    p {
      margin: 0 0 12px;
      color: var(--ink-2);
      font-size: 13px;
    }
  `,
})
export class SampleNoticeComponent {
  readonly #session = inject(SessionStore).session;
  readonly isDemo = computed(() => this.#session()?.demo === true);
}
