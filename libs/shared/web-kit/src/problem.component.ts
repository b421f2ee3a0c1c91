import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ApiProblem } from './api-problem';
import { SayPipe } from './pipes';
import { Say } from './say';

/** A refusal as the reader needs it: what happened, every reason, what was kept (a text key), when to try again, the request's number. */
@Component({
  selector: 'pa-problem',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert', class: 'problem' },
  template: `
    <p class="problem-text">{{ text() }}</p>
    @if (reasons().length > 0) {
      <ul>
        @for (reason of reasons(); track $index) {
          <li>{{ reason }}</li>
        }
      </ul>
    }
    @if (retry()) {
      <p>{{ retry() }}</p>
    }
    @if (kept()) {
      <p>{{ kept() | say }}</p>
    }
    @if (problem().requestId) {
      <p class="request-id">{{ 'problem.requestId' | say: { requestId: problem().requestId } }}</p>
    }
  `,
})
export class ProblemComponent {
  readonly #say = inject(Say);
  readonly problem = input.required<ApiProblem>();
  /** Text key of the sentence that says what was kept. */
  readonly kept = input('');
  readonly text = computed(() => this.#say.say(this.problem().code, this.problem().params));
  /** Said once: some refusals name the time themselves. */
  readonly retry = computed(() => {
    const { params, retryAfterSeconds: seconds } = this.problem();
    if (seconds === null || 'minutes' in params || 'seconds' in params) return '';
    return seconds < 120 ? this.#say.say('problem.retryAfter', { seconds }) : this.#say.say('problem.retryAfterMinutes', { minutes: Math.ceil(seconds / 60) });
  });
  readonly reasons = computed(() => {
    const texts = this.problem().errors.map(({ code, params }) => this.#say.say(code, params));
    return texts.filter((text, index) => text !== this.text() && texts.indexOf(text) === index);
  });
}
