import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { cellSubject, type CellHistoryEntry } from '@passerelle/budget/model';
import { AmountPipe, ApiClient, ApiProblem, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe, SessionStore } from '@passerelle/shared/web-kit';

/** Who wrote what into a cell, and when, latest first: the content of the side panel. */
@Component({
  selector: 'pa-cell-history',
  imports: [AmountPipe, MomentPipe, PersonNamePipe, ProblemComponent, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './cell-history.component.css',
  template: `
    <p class="what">{{ name() }}</p>
    @if (problem(); as problem) {
      <pa-problem [problem]="problem" />
    } @else {
      <ol>
        @for (entry of entries(); track $index) {
          <li>
            <p class="values">
              <span class="visually-hidden">{{ 'budget.history.before' | say }}</span>
              <span>{{ entry.beforeCents === null ? ('budget.empty' | say) : (entry.beforeCents | amount: 'currency') }}</span>
              <span aria-hidden="true">→</span>
              <span class="visually-hidden">{{ 'budget.history.after' | say }}</span>
              <strong>{{ entry.afterCents === null ? ('budget.empty' | say) : (entry.afterCents | amount: 'currency') }}</strong>
            </p>
            <p class="who">{{ entry.actorName | personName }} · <time [attr.datetime]="entry.at">{{ entry.at | moment }}</time> · {{ 'journal.' + entry.act | say: { count: 1 } }}</p>
          </li>
        } @empty {
          @if (loaded()) {
            <li>{{ 'budget.history.none' | say }}</li>
          }
        }
      </ol>
      @if (mayReadHistory) {
        <p><a [routerLink]="['/programmes', programme(), 'projects', project(), 'history']" [queryParams]="{ subject: subject() }">{{ 'budget.history.inProject' | say }}</a></p>
      }
    }
  `,
})
export class CellHistoryComponent {
  readonly #api = inject(ApiClient);
  /** The project was opened by whoever asks: whether a role of hers reaches its history, the server says. */
  readonly mayReadHistory = inject(SessionStore).mayAnywhere('project.readHistory');
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly operatorId = input.required<string>();
  readonly cell = input.required<string>();
  /** Operator and column, as the screen calls them. */
  readonly name = input.required<string>();
  readonly subject = computed(() => cellSubject(this.operatorId(), this.cell()));
  readonly entries = signal<readonly CellHistoryEntry[]>([]);
  readonly problem = signal<ApiProblem | null>(null);
  readonly loaded = signal(false);

  constructor() {
    effect((onCleanup) => {
      const parts = ['programmes', this.programme(), 'projects', this.project(), 'budget', 'cells', this.operatorId(), this.cell(), 'history'];
      let current = true;
      onCleanup(() => (current = false));
      void this.#load(parts.map(encodeURIComponent).join('/'), () => current);
    });
  }

  async #load(path: string, isCurrent: () => boolean): Promise<void> {
    try {
      const { body } = await this.#api.get<CellHistoryEntry[]>(`/api/${path}`);
      if (!isCurrent()) return;
      this.problem.set(null);
      this.entries.set(body);
    } catch (thrown) {
      if (isCurrent()) this.problem.set(ApiProblem.from(thrown));
    }
    this.loaded.set(true);
  }
}
