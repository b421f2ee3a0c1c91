import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { Router, RouterLink, type Params } from '@angular/router';
import type { PersonStatus } from '@passerelle/access/model';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent, keysOfScreen } from '@passerelle/shared/ui';
import { MomentPipe, ProblemComponent, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { InvitationsComponent } from '../_ui/invitations.component';
import { RoleOutcomeComponent } from '../_ui/outcome.component';
import { PlacePipe } from '../_ui/pipes';
import { PeopleListStore, type PeopleQuestion } from './people-list.store';

const STATUSES = ['ACTIVE', 'DEACTIVATED'] as const satisfies readonly PersonStatus[];
const SEARCH_PAUSE_MS = 250;

/** The people of a programme with their roles, and who is invited. Search, status and page stand in the address. */
@Component({
  selector: 'pa-people-list',
  imports: [InvitationsComponent, MomentPipe, PageTitleDirective, PlacePipe, ProblemComponent, ProblemPageComponent, RoleOutcomeComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [PeopleListStore, RoleActsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './people-list.component.html',
  styleUrl: '../_ui/people-table.css',
})
export class PeopleListComponent {
  readonly store = inject(PeopleListStore);
  readonly acts = inject(RoleActsStore);
  readonly #router = inject(Router);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  private readonly search = viewChild<ElementRef<HTMLInputElement>>('search');
  #pause: ReturnType<typeof setTimeout> | undefined;

  readonly programme = input.required<string>();
  readonly q = input<string>();
  readonly status = input<string>();
  readonly page = input<string>();

  readonly statuses = STATUSES;
  readonly question = computed<PeopleQuestion>(() => {
    const page = Number(this.page() ?? 1);
    return { q: this.q() ?? '', status: STATUSES.find((known) => known === this.status()) ?? '', page: Number.isSafeInteger(page) && page > 0 ? page : 1 };
  });
  readonly isFiltered = computed(() => this.question().q !== '' || this.question().status !== '');
  /** Whoever may not is told so; the server need not be asked. */
  readonly mayManage = computed(() => {
    const programmeId = this.#programme()?.programmeId;
    return programmeId !== undefined && this.#session.may('person.manage', { programmeId });
  });

  constructor() {
    effect(() => {
      const programme = this.programme();
      untracked(() => this.acts.begin({ programme, project: null }, () => this.store.find(programme, this.question())));
    });
    effect(() => {
      const [programme, question] = [this.programme(), this.question()];
      if (this.mayManage()) untracked(() => void this.store.find(programme, question));
    });
    // Fewer people than when the address was written: the last page stands in for one that no longer exists.
    effect(() => {
      const page = this.store.page();
      if (page && page.rows.length === 0 && page.rowCount > 0) untracked(() => this.#go({ page: this.store.pageCount() }, true));
    });
    keysOfScreen({ heading: 'people.heading', keys: [{ keys: ['/'], name: 'keys.search' }] });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  typed(event: Event): void {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#go({ q: q || null, page: null }, true), SEARCH_PAUSE_MS);
  }

  submit(event: Event): void {
    event.preventDefault();
    clearTimeout(this.#pause);
    this.#go({ q: this.search()?.nativeElement.value.trim() || null, page: null });
  }

  chooseStatus(event: Event): void {
    this.#go({ status: (event.target as HTMLSelectElement).value || null, page: null });
  }

  key(event: KeyboardEvent): void {
    const target = event.target;
    const typing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.search()?.nativeElement.focus();
  }

  #go(queryParams: Params, replaceUrl = false): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }
}
