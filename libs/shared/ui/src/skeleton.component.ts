import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';

/** Holds the place of what is being loaded; seen only when it takes longer than 400 ms. */
@Component({
  selector: 'pa-skeleton',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'skeleton', role: 'status' },
  template: `
    <span class="visually-hidden">{{ 'frame.loading' | say }}</span>
    @for (line of places(); track line) {
      <span class="skeleton-line" aria-hidden="true"></span>
    }
  `,
})
export class SkeletonComponent {
  readonly lines = input(6);
  readonly places = computed(() => Array.from({ length: this.lines() }, (_, line) => line));
}
