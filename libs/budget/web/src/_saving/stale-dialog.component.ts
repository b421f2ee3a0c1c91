import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, viewChild } from '@angular/core';
import { MomentPipe, PersonNamePipe, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import type { Conflict } from './drafts';
import { Saving } from './saving';

/** Two people, one cell: both values with names and times, and a choice for each. Closing it decides nothing. */
@Component({
  selector: 'pa-stale-dialog',
  imports: [MomentPipe, PersonNamePipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'dialog' },
  styleUrls: ['./dialog.css', './stale-dialog.component.css'],
  template: `
    <h2 id="stale-title" tabindex="-1" #heading>{{ 'budget.stale.title' | say: { n: store.questions().length } }}</h2>
    <p>{{ (ofVersion() ? 'budget.stale.introVersion' : 'budget.stale.intro') | say }}</p>
    <ul>
      @for (conflict of store.questions(); track conflict.rowId + conflict.field) {
        <li>
          <h3>{{ store.nameOf(conflict) }}</h3>
          <dl>
            <div>
              <dt>
                @if (conflict.ofVersion) {
                  {{ 'budget.stale.nowVersion' | say }}
                } @else {
                  {{ conflict.changedByName | personName }}
                  <time [attr.datetime]="conflict.changedAt">{{ conflict.changedAt | moment }}</time>
                }
              </dt>
              <dd>{{ store.written(conflict, conflict.theirs) || ((conflict.drafts && conflict.theirs === null ? 'budget.stale.deleted' : 'budget.empty') | say) }}</dd>
              <dd class="act">
                <button type="button" (click)="choose(conflict, 'theirs')">{{ 'budget.stale.takeTheirs' | say }}</button>
              </dd>
            </div>
            <div>
              <dt>
                {{ 'budget.stale.yours' | say: { name: session.person()?.name ?? '' } }}
                <time [attr.datetime]="conflict.typedAt">{{ conflict.typedAt | moment }}</time>
              </dt>
              <dd>{{ store.written(conflict, conflict.yours) || ((conflict.drafts && conflict.yours === null ? 'budget.stale.deleted' : 'budget.empty') | say) }}</dd>
              <dd class="act">
                <button type="button" (click)="choose(conflict, 'mine')">{{ 'budget.stale.keepMine' | say }}</button>
              </dd>
            </div>
          </dl>
        </li>
      }
    </ul>
    <button type="button" (click)="dialog.close()">{{ 'budget.stale.later' | say }}</button>
  `,
})
export class StaleDialogComponent {
  readonly store = inject(Saving);
  readonly session = inject(SessionStore);
  readonly dialog = inject(DialogRef);
  readonly ofVersion = computed(() => this.store.questions().some((conflict) => conflict.ofVersion));
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    effect(() => {
      if (this.store.questions().length === 0) this.dialog.close();
    });
  }

  choose(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    this.heading().nativeElement.focus();
    this.store.decide(conflict, choice);
  }
}
