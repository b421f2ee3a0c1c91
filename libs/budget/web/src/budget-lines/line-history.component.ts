import { ChangeDetectionStrategy, Component, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LineHistoryEntry } from '@passerelle/budget/model';
import { ApiClient, ApiProblem, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe, SessionStore } from '@passerelle/shared/web-kit';

/** Who wrote what into a field of a line, and when, latest first: the content of the side panel. */
@Component({
  selector: 'pa-line-history',
  imports: [MomentPipe, PersonNamePipe, ProblemComponent, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../budget-grid/cell-history.component.css',
  styles: '.values { white-space: normal; overflow-wrap: anywhere; }',
  template: `
    <p class="what">{{ name() }}</p>
    @if (problem(); as problem) {
      <pa-problem [problem]="problem" />
    } @else {
      <ol>
        @for (entry of entries(); track $index) {
          <li>
            @if (entry.event !== 'CHANGED') {
              <p>{{ (entry.event === 'ADDED' ? 'lineHistory.added' : 'lineHistory.removed') | say }}</p>
            }
            @if (entry.withheld) {
              <p>{{ 'lineHistory.withheld' | say }}</p>
            } @else {
              <p class="values">
                <span class="visually-hidden">{{ 'budget.history.before' | say }}</span>
                <span>{{ written()(entry.before) }}</span>
                <span aria-hidden="true">→</span>
                <span class="visually-hidden">{{ 'budget.history.after' | say }}</span>
                <strong>{{ written()(entry.after) }}</strong>
              </p>
            }
            <p class="who">{{ entry.actorName | personName }} · <time [attr.datetime]="entry.at">{{ entry.at | moment }}</time> · {{ 'journal.' + entry.act | say: { count: 1 } }}</p>
          </li>
        } @empty {
          @if (loaded()) {
            <li>{{ 'budget.history.none' | say }}</li>
          }
        }
      </ol>
      @if (mayReadHistory && entries()[0]; as latest) {
        <p><a [routerLink]="['/programmes', programme(), 'projects', project(), 'history']" [queryParams]="{ subject: latest.subject }">{{ 'budget.history.inProject' | say }}</a></p>
      }
    }
  `,
})
export class LineHistoryComponent {
  readonly #api = inject(ApiClient);
  /** The project was opened by whoever asks: whether a role of hers reaches its history, the server says. */
  readonly mayReadHistory = inject(SessionStore).mayAnywhere('project.readHistory');
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly lineId = input.required<string>();
  readonly field = input.required<string>();
  /** Line and column, as the screen calls them. */
  readonly name = input.required<string>();
  /** A value of the field in the reader's words. */
  readonly written = input.required<(value: string | number | null) => string>();
  readonly entries = signal<readonly LineHistoryEntry[]>([]);
  readonly problem = signal<ApiProblem | null>(null);
  readonly loaded = signal(false);

  constructor() {
    effect((onCleanup) => {
      const parts = ['programmes', this.programme(), 'projects', this.project(), 'budget', 'lines', this.lineId(), 'history'];
      const field = this.field();
      let current = true;
      onCleanup(() => (current = false));
      void this.#load(parts.map(encodeURIComponent).join('/'), field, () => current);
    });
  }

  async #load(path: string, field: string, isCurrent: () => boolean): Promise<void> {
    try {
      const { body } = await this.#api.get<LineHistoryEntry[]>(`/api/${path}`, { field });
      if (!isCurrent()) return;
      this.problem.set(null);
      this.entries.set(body);
    } catch (thrown) {
      if (isCurrent()) this.problem.set(ApiProblem.from(thrown));
    }
    this.loaded.set(true);
  }
}
