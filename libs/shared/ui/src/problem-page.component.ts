import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ProblemComponent, SayPipe, Say, type ApiProblem } from '@passerelle/shared/web-kit';
import { PageTitleDirective } from './page-title.directive';

const PAGES: Readonly<Record<number, string>> = { 0: 'offline', 403: 'forbidden', 404: 'notFound' };

/** A page that cannot be shown: what happened, and the way on. `nested` where the page already has its h1. */
@Component({
  selector: 'pa-problem-page',
  imports: [PageTitleDirective, ProblemComponent, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'problem-page' },
  template: `
    @if (nested()) {
      <h2>{{ heading() }}</h2>
    } @else {
      <h1 [paPageTitle]="heading()">{{ heading() }}</h1>
    }
    @if (page()) {
      <p>{{ 'page.' + page() + '.text' | say }}</p>
    }
    @if (problem(); as problem) {
      @if (page() === '' || problem.requestId || problem.errors.length > 0) {
        <pa-problem [problem]="problem" />
      }
    }
    <p class="actions">
      @if (page() === 'offline' || page() === '') {
        <button type="button" (click)="tryAgain()">{{ 'page.tryAgain' | say }}</button>
      }
      <a class="button quiet" routerLink="/">{{ 'page.toStart' | say }}</a>
    </p>
  `,
})
export class ProblemPageComponent {
  readonly #say = inject(Say);
  readonly problem = input<ApiProblem | null>(null);
  /** The status where there is no problem to show: a route that does not exist, a tab that the role may not see. */
  readonly status = input<number | null>(null);
  readonly nested = input(false);
  readonly page = computed(() => PAGES[this.status() ?? this.problem()?.status ?? 404] ?? '');
  readonly heading = computed(() => this.#say.say(this.page() ? `page.${this.page()}.heading` : 'page.broken.heading'));

  tryAgain(): void {
    window.location.reload();
  }
}
