import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ProblemComponent, Say, SayPipe, type ApiProblem } from '@passerelle/shared/web-kit';

/** A link of a mail that leads nowhere: why, and the ways on. */
@Component({
  selector: 'pa-broken-link',
  imports: [ProblemComponent, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isDead()) {
      <p class="notice" role="alert">{{ text() }}</p>
    } @else {
      <pa-problem [problem]="problem()" />
    }
    <p class="actions">
      @if (isDead() && way(); as way) {
        <a class="button" [routerLink]="way">{{ wayText() | say }}</a>
      } @else {
        <button type="button" (click)="again.emit()">{{ (isDead() ? wayText() : 'page.tryAgain') | say }}</button>
      }
    </p>
  `,
})
export class BrokenLinkComponent {
  readonly #say = inject(Say);
  readonly problem = input.required<ApiProblem>();
  /** Where one goes on from a link that is dead, and what that is called; null where it is this very page. */
  readonly way = input<string | null>('/sign-in');
  readonly wayText = input('account.toSignIn');
  readonly again = output();
  readonly isDead = computed(() => [404, 410, 409, 400].includes(this.problem().status));
  readonly text = computed(() => this.#say.say(this.problem().status === 400 ? 'identity.link-unknown' : this.problem().code, this.problem().params));
}
