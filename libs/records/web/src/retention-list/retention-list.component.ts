import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { RETENTION_STATES } from '@passerelle/project/model';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { DayPipe, SayPipe } from '@passerelle/shared/web-kit';
import { RetentionListStore } from './retention-list.store';

/** Which projects' records are kept until when. State and page stand in the address. */
@Component({
  selector: 'pa-retention-list',
  imports: [DayPipe, PageTitleDirective, ProblemPageComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [RetentionListStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './retention-list.component.html',
  styleUrl: './retention-list.component.css',
})
export class RetentionListComponent {
  readonly store = inject(RetentionListStore);
  readonly states = RETENTION_STATES;
  readonly programme = input.required<string>();
  readonly state = input<string>();
  readonly page = input<string>();
  readonly chosen = computed(() => RETENTION_STATES.find((state) => state === this.state()) ?? null);
  readonly #pageNumber = computed(() => {
    const page = Number(this.page() ?? 1);
    return Number.isSafeInteger(page) && page > 0 ? page : 1;
  });

  constructor() {
    effect(() => {
      const [programme, state, page] = [this.programme(), this.chosen(), this.#pageNumber()];
      untracked(() => void this.store.find(programme, state, page));
    });
  }
}
