import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { textIn } from '@passerelle/shared/kernel';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { LanguageStore, MomentPipe, PersonNamePipe, ProblemComponent, ProgrammeStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { writeHistoryLabel, writeHistoryValue, type HistoryWords } from './history-value';
import { ProjectHistoryStore } from './project-history.store';

/** Parts of a journal's values that need their name beside them. */
const PART_NAMES: Readonly<Record<string, string>> = { operators: 'term.operators', totalCents: 'term.totalBudget', erdfCents: 'term.erdf' };

/** An amount or a date, no name. */
const isFigures = (text: string): boolean => /^[\d\s.,/€-]*$/.test(text);

/** Who did what to the project and when, and what it changed. */
@Component({
  selector: 'pa-project-history',
  imports: [MomentPipe, PersonNamePipe, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [ProjectHistoryStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 class="visually-hidden">{{ 'tab.history' | say }}</h2>
    @if (store.problem(); as problem) {
      <pa-problem [problem]="problem" />
    }
    @if (entries(); as entries) {
      <ol class="history" reversed>
        @for (entry of entries; track entry.entryId) {
          <li>
            <p class="history-act">{{ 'journal.' + entry.act | say: { count: entry.changes.length } }}</p>
            <p class="history-who">
              {{ entry.actorName | personName }} · <time [attr.datetime]="entry.at">{{ entry.at | moment }}</time>
            </p>
            @if (entry.changes.length > 0) {
              <table class="data stacked changes" [class.texts]="!entry.figuresOnly">
                <caption class="visually-hidden">{{ 'history.changes' | say }}</caption>
                <thead>
                  <tr>
                    <th scope="col">{{ 'history.what' | say }}</th>
                    <th scope="col" class="amount">{{ 'history.before' | say }}</th>
                    <th scope="col" class="amount">{{ 'history.after' | say }}</th>
                  </tr>
                </thead>
                <tbody>
                  @for (change of entry.changes; track $index) {
                    <tr>
                      <th scope="row">{{ change.label }}</th>
                      <td class="amount" [attr.data-label]="'history.before' | say">{{ change.before || ('history.nothing' | say) }}</td>
                      <td class="amount" [attr.data-label]="'history.after' | say">{{ change.after || ('history.nothing' | say) }}</td>
                    </tr>
                  }
                </tbody>
              </table>
            }
          </li>
        } @empty {
          <li class="empty">{{ 'history.empty' | say }}</li>
        }
      </ol>
      @if (store.earlierBefore() !== null) {
        <p class="no-print"><button type="button" (click)="store.earlier()">{{ 'history.earlier' | say }}</button></p>
      }
    } @else if (!store.problem()) {
      <pa-skeleton />
    }
  `,
})
export class ProjectHistoryComponent {
  readonly store = inject(ProjectHistoryStore);
  readonly #language = inject(LanguageStore).language;
  readonly #programme = inject(ProgrammeStore).current;
  readonly #say = inject(Say);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();

  readonly #words = computed<HistoryWords>(() => {
    const language = this.#language();
    const categories = this.#programme()?.costCategories ?? [];
    return {
      language,
      partName: (part) => (PART_NAMES[part] ? this.#say.say(PART_NAMES[part]) : ''),
      cellName: (cell) => {
        if (cell === 'TOTAL') return this.#say.say('term.totalBudget');
        const category = categories.find(({ code }) => code === cell);
        return category ? textIn(category.names, language) : cell;
      },
    };
  });

  readonly entries = computed(() => {
    const words = this.#words();
    return this.store.entries()?.map((entry) => {
      const changes = entry.changes.map(({ subject, label, before, after }) => ({
        label: writeHistoryLabel(subject, label, words),
        before: writeHistoryValue(subject, before, words),
        after: writeHistoryValue(subject, after, words),
      }));
      return { ...entry, changes, figuresOnly: changes.every(({ before, after }) => isFigures(before) && isFigures(after)) };
    });
  });

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.begin(programme, project));
    });
  }
}
