import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { Router, RouterLink, type Params } from '@angular/router';
import { textIn } from '@passerelle/shared/kernel';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent, TextComponent, VersantComponent, keysOfScreen } from '@passerelle/shared/ui';
import { AmountPipe, DayPipe, LanguageStore, ProblemComponent, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { ProjectListStore, type ListQuestion, type ProjectOrder } from './project-list.store';

const ORDERS: readonly ProjectOrder[] = ['code', 'acronym', 'total', 'erdf', 'start'];
/** Amounts are looked at from the largest down, everything else from the beginning. */
const firstDirection = (order: ProjectOrder): 'asc' | 'desc' => (order === 'total' || order === 'erdf' ? 'desc' : 'asc');
const SEARCH_PAUSE_MS = 250;

/** The projects of a programme. Search, versant, order and page stand in the address. */
@Component({
  selector: 'pa-project-list',
  imports: [
    AmountPipe,
    DayPipe,
    PageTitleDirective,
    ProblemComponent,
    ProblemPageComponent,
    RouterLink,
    SayPipe,
    SkeletonComponent,
    TextComponent,
    VersantComponent,
  ],
  providers: [ProjectListStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './project-list.component.html',
})
export class ProjectListComponent {
  readonly store = inject(ProjectListStore);
  readonly #router = inject(Router);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #language = inject(LanguageStore).language;
  private readonly search = viewChild<ElementRef<HTMLInputElement>>('search');
  #pause: ReturnType<typeof setTimeout> | undefined;

  readonly programme = input.required<string>();
  readonly q = input<string>();
  readonly versant = input<string>();
  readonly order = input<string>();
  readonly direction = input<string>();
  readonly page = input<string>();

  readonly question = computed<ListQuestion>(() => {
    const order = ORDERS.find((known) => known === this.order()) ?? 'code';
    const direction = this.direction() === 'asc' || this.direction() === 'desc' ? (this.direction() as 'asc' | 'desc') : firstDirection(order);
    const page = Number(this.page() ?? 1);
    return { q: this.q() ?? '', versant: this.versant() ?? '', order, direction, page: Number.isSafeInteger(page) && page > 0 ? page : 1 };
  });
  readonly isFiltered = computed(() => this.question().q !== '' || this.question().versant !== '');
  readonly versants = computed(() =>
    (this.#programme()?.versants ?? []).map(({ code, names }) => ({ code, name: textIn(names, this.#language()) })),
  );
  readonly mayImport = computed(() => {
    const programmeId = this.#programme()?.programmeId;
    return programmeId !== undefined && this.#session.may('exchange.importSheet', { programmeId });
  });

  /** Whoever sees no project is told so; the server need not be asked. */
  readonly mayRead = computed(() => this.#session.mayAnywhere('project.read'));

  constructor() {
    effect(() => {
      const [programme, question] = [this.programme(), this.question()];
      if (this.mayRead()) untracked(() => void this.store.find(programme, question));
    });
    // Fewer projects than when the address was written: the last page stands in for one that no longer exists.
    effect(() => {
      const page = this.store.page();
      if (page && page.rows.length === 0 && page.rowCount > 0) untracked(() => this.#go({ page: this.store.pageCount() }, true));
    });
    keysOfScreen({ heading: 'keys.projects', keys: [{ keys: ['/'], name: 'keys.search' }] });
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

  chooseVersant(event: Event): void {
    this.#go({ versant: (event.target as HTMLSelectElement).value || null, page: null });
  }

  orderParams(order: ProjectOrder): Params {
    const now = this.question();
    const turned = now.direction === 'asc' ? 'desc' : 'asc';
    return { order, direction: now.order === order ? turned : firstDirection(order), page: null };
  }

  sortOf(order: ProjectOrder): 'ascending' | 'descending' | null {
    const now = this.question();
    if (now.order !== order) return null;
    return now.direction === 'asc' ? 'ascending' : 'descending';
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
