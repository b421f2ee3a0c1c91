import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { SayPipe } from '@passerelle/shared/web-kit';
import { WhoPaysTableComponent, type WhoPaysRow } from '../_ui/who-pays-table.component';
import { ProgrammeCoFinancingStore } from './programme-co-financing.store';

/** Who pays how much in a programme: all its projects together, and each of them. */
@Component({
  selector: 'pa-programme-co-financing',
  imports: [PageTitleDirective, ProblemPageComponent, RouterLink, SayPipe, SkeletonComponent, WhoPaysTableComponent],
  providers: [ProgrammeCoFinancingStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1 [paPageTitle]="'coFinancing.whoPays' | say">{{ 'coFinancing.whoPays' | say }}</h1>
    @if (store.problem(); as problem) {
      <pa-problem-page [nested]="true" [problem]="problem" />
    } @else if (store.view(); as view) {
      <p class="lead">{{ 'coFinancing.programmeLead' | say }}</p>
      @if (view.rowCount > 0) {
        <pa-who-pays-table [rows]="rows()" [total]="view.whoPays" [nameHead]="'term.project' | say" />
        @if (store.pageCount() > 1) {
          <nav class="pages no-print" [attr.aria-label]="'projects.pages' | say">
            @if (view.page > 1) {
              <a class="button quiet" rel="prev" [routerLink]="[]" [queryParams]="{ page: view.page - 1 }">{{ 'projects.previous' | say }}</a>
            }
            <span>{{ 'projects.pageOf' | say: { page: view.page, pages: store.pageCount() } }}</span>
            @if (view.page < store.pageCount()) {
              <a class="button quiet" rel="next" [routerLink]="[]" [queryParams]="{ page: view.page + 1 }">{{ 'projects.next' | say }}</a>
            }
          </nav>
        }
      } @else {
        <p class="empty">{{ 'coFinancing.programmeEmpty' | say }}</p>
      }
    } @else {
      <pa-skeleton [lines]="12" />
    }
  `,
})
export class ProgrammeCoFinancingComponent {
  readonly store = inject(ProgrammeCoFinancingStore);
  readonly programme = input.required<string>();
  readonly page = input<string>();
  readonly rows = computed(
    (): WhoPaysRow[] => this.store.view()?.projects.map((one) => ({ id: one.projectId, code: one.code, name: one.acronym || one.code, link: ['/programmes', this.programme(), 'projects', one.code, 'budget', 'co-financing'], paid: one })) ?? [],
  );

  constructor() {
    effect(() => {
      const [programme, page] = [this.programme(), Number(this.page())];
      untracked(() => void this.store.load(programme, Number.isSafeInteger(page) && page > 0 ? page : 1));
    });
  }
}
