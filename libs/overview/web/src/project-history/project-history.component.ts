import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink, type Params } from '@angular/router';
import type { HistoryPage } from '@passerelle/overview/model';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { ProblemComponent, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { dayOf, momentsOf } from '../_journal/days';
import { EntryFiltersComponent } from '../_journal/entry-filters.component';
import { EntryListComponent } from '../_journal/entry-list.component';
import { writeHistoryLabel } from '../_journal/history-value';
import { historyWords } from '../_journal/history-words';
import { JournalStore } from '../_journal/journal.store';
import { ProjectStore } from '../_project/project.store';

/** Who did what to the project, or to one row of it, and when. Filters, row and beginning stand in the address, so that a link shows the same to another reader. */
@Component({
  selector: 'pa-project-history',
  imports: [EntryFiltersComponent, EntryListComponent, ProblemComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [JournalStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './project-history.component.html',
  styleUrl: './project-history.component.css',
})
export class ProjectHistoryComponent {
  readonly store = inject<JournalStore<HistoryPage>>(JournalStore);
  readonly #router = inject(Router);
  readonly #session = inject(SessionStore);
  readonly #target = inject(ProjectStore).target;
  readonly #wordsOf = historyWords();
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly act = input<string>();
  readonly actor = input<string>();
  readonly subject = input<string>();
  readonly before = input<string>();

  readonly filters = computed(() => ({ from: dayOf(this.from()), to: dayOf(this.to()), act: this.act() ?? '', actor: this.actor() ?? '' }));
  readonly isFiltered = computed(() => Object.values(this.filters()).some((filter) => filter !== ''));
  /** The entry from which on the address begins, counting backwards; null for the latest. */
  readonly beginsAt = computed(() => (/^[1-9]\d{0,14}$/.test(this.before() ?? '') ? Number(this.before()) - 1 : null));
  readonly mayVerify = computed(() => this.#may('journal.verify'));
  readonly mayReadActs = computed(() => this.#may('person.readActs'));
  /** What the chosen row is called, where one of its changes is on the screen. */
  readonly rowName = computed(() => {
    const subject = this.subject();
    const change = this.store.entries().flatMap(({ changes }) => changes).find((one) => one.subject === subject);
    return change ? writeHistoryLabel(change.subject, change.label, this.#wordsOf(this.programme(), this.store.names())) : '';
  });

  constructor() {
    effect(() => {
      const { from, to, act, actor } = this.filters();
      const beginsAt = this.beginsAt();
      const address = `/api/programmes/${encodeURIComponent(this.programme())}/projects/${encodeURIComponent(this.project())}/history`;
      const query = { ...momentsOf(from, to), act, actor, subject: this.subject(), before: beginsAt === null ? null : beginsAt + 1 };
      untracked(() => void this.store.begin(address, query));
    });
  }

  choose(queryParams: Params): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  print(): void {
    window.print();
  }

  #may(permission: 'journal.verify' | 'person.readActs'): boolean {
    const target = this.#target();
    return target !== null && this.#session.may(permission, target);
  }
}
