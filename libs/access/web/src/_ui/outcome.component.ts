import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, viewChild } from '@angular/core';
import { ProblemComponent, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { placeOf } from '../_acts/why';

/** What was done last, said once and with the focus on it, and the way to take it back. */
@Component({
  selector: 'pa-role-outcome',
  imports: [ProblemComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (store.problem(); as problem) {
      @if (!store.question()) {
        <pa-problem [problem]="problem" />
      }
    }
    @if (store.done(); as done) {
      <div class="outcome" data-outcome="NEW" role="status" tabindex="-1" #outcome>
        <p>{{ done.text | say: words() }}</p>
        @if (done.text === 'access.renewed' && demo()) {
          <p>{{ 'invite.demoMails' | say }} <a href="/demo/mails" target="_blank" rel="noopener">{{ 'invite.demoMailsLink' | say }}</a></p>
        }
        @if (done.undo) {
          <p class="actions"><button type="button" [attr.aria-disabled]="store.busy() ? true : null" (click)="store.undo()">{{ 'access.undo' | say }}</button></p>
        }
      </div>
    }
  `,
})
export class RoleOutcomeComponent {
  readonly store = inject(RoleActsStore);
  readonly #say = inject(Say);
  readonly #session = inject(SessionStore);
  private readonly outcome = viewChild<ElementRef<HTMLElement>>('outcome');
  readonly demo = computed(() => this.#session.session()?.demo ?? false);
  readonly words = computed(() => {
    const done = this.store.done();
    return done ? { who: done.who, role: this.#say.say(`role.${done.role}`), place: placeOf(this.#say, done.covers, this.store.isInProject()) } : {};
  });

  constructor() {
    const injector = inject(Injector);
    effect(() => {
      if (this.store.done()) afterNextRender(() => this.outcome()?.nativeElement.focus(), { injector });
    });
    // Nothing of a page that is not hers any more stays in the browser's memory.
    effect(() => {
      if (this.store.shutOut()) window.location.assign('/');
    });
  }
}
