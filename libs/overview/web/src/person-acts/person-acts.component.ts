import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink, type Params } from '@angular/router';
import type { PersonActsPage } from '@passerelle/overview/model';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { PersonNamePipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { dayOf, momentsOf } from '../_journal/days';
import { EntryFiltersComponent } from '../_journal/entry-filters.component';
import { EntryListComponent } from '../_journal/entry-list.component';
import { JournalStore } from '../_journal/journal.store';

/** What a person did, in the projects that the reader may look into; without a person in the address what the reader did herself. The filters stand in the address. */
@Component({
  selector: 'pa-person-acts',
  imports: [EntryFiltersComponent, EntryListComponent, PageTitleDirective, PersonNamePipe, ProblemComponent, ProblemPageComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [JournalStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-acts.component.html',
  styleUrl: './person-acts.component.css',
})
export class PersonActsComponent {
  readonly store = inject<JournalStore<PersonActsPage>>(JournalStore);
  readonly #router = inject(Router);
  readonly programme = input<string>();
  readonly personId = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly act = input<string>();

  readonly isOwn = computed(() => !this.personId());
  readonly filters = computed(() => ({ from: dayOf(this.from()), to: dayOf(this.to()), act: this.act() ?? '', actor: '' }));
  readonly isFiltered = computed(() => Object.values(this.filters()).some((filter) => filter !== ''));
  readonly #address = computed(() => {
    const [programme, personId] = [this.programme(), this.personId()];
    return programme && personId ? `/api/programmes/${encodeURIComponent(programme)}/people/${encodeURIComponent(personId)}/acts` : '/api/account/acts';
  });

  constructor() {
    effect(() => {
      const { from, to, act } = this.filters();
      const address = this.#address();
      untracked(() => void this.store.begin(address, { ...momentsOf(from, to), act }));
    });
  }

  choose(queryParams: Params): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
