import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, output, signal } from '@angular/core';
import type { CellAddress } from '@passerelle/shared/grid';
import { MomentPipe, SayPipe } from '@passerelle/shared/web-kit';
import { Saving } from './saving';

/** Always in the same place: what is saved, what is on its way, what is not sent and why, what was refused. */
@Component({
  selector: 'pa-save-state',
  imports: [MomentPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'save-state', '[class.troubled]': 'store.failure() !== null' },
  styleUrl: './save-state.component.css',
  template: `
    <p role="status" aria-atomic="false" class="state">
      @if (store.saving()) {
        <span>{{ 'budget.state.saving' | say }}</span>
      } @else if (store.savedAt()) {
        <span>{{ 'budget.state.saved' | say: { time: store.savedAt() | moment: 'time' } }}</span>
      } @else if (!store.failure() && !first()) {
        <span class="aside">{{ (store.maySome() ? 'budget.state.untouched' : 'budget.state.closed') | say }}</span>
      }
      @if (store.failure(); as failure) {
        <span class="bad">{{ 'budget.state.unsent' | say: { n: store.unsentCount() } }}</span>
        <span>{{ (failure.kind === 'signed-out' ? 'budget.state.signedOut' : 'budget.state.offline') | say }}</span>
      }
      @if (store.lineLost() && !store.failure()) {
        <span class="aside">{{ 'live.lost' | say }}</span>
      }
      @if (first(); as kept) {
        <span class="bad">{{ (kept.kind === 'unclear' ? 'budget.state.unclear' : 'budget.state.refused') | say: { reason: store.reason(kept) } }}</span>
      }
      @if (more() > 0) {
        <span class="bad">{{ 'budget.state.moreRefused' | say: { n: more() } }}</span>
      }
    </p>
    <p class="acts">
      @if (store.failure(); as failure) {
        @if (seconds(); as n) {
          <span aria-hidden="true">{{ 'budget.state.retry' | say: { n } }}</span>
        }
        <button type="button" (click)="store.tryNow()">{{ 'budget.state.tryNow' | say }}</button>
      }
      @if (store.questions().length > 0) {
        <button type="button" (click)="decide.emit()">{{ 'budget.state.decide' | say: { n: store.questions().length } }}</button>
      }
      @if (first(); as kept) {
        <button type="button" (click)="goTo.emit(store.cellOf(kept))">
          {{ 'budget.state.goToRefused' | say }}<span class="visually-hidden"> {{ store.nameOf(kept) }}</span>
        </button>
      }
    </p>
  `,
})
export class SaveStateComponent {
  readonly store = inject(Saving);
  readonly goTo = output<CellAddress>();
  readonly decide = output();
  readonly first = computed(() => this.store.refused()[0] ?? null);
  readonly more = computed(() => this.store.refused().length - 1);
  readonly #now = signal(Date.now());
  readonly seconds = computed(() => {
    const at = this.store.failure()?.nextTryAt;
    return at ? Math.max(0, Math.ceil((at - this.#now()) / 1000)) : 0;
  });

  constructor() {
    const clock = setInterval(() => this.store.failure() && this.#now.set(Date.now()), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(clock));
  }
}
