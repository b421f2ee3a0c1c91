import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { ProblemView } from '@passerelle/modification/model';
import { SayPipe } from '@passerelle/shared/web-kit';
import { versionWords } from '../_versions/words';

const AT_ONCE = 50;

/** Problems as sentences, each a link to its cell: a line's own where there is a screen of lines, else the cell of the overview that it counts in. */
@Component({
  selector: 'pa-problem-list',
  imports: [RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul>
      @for (problem of shown(); track $index) {
        <li>
          @if (problem.operatorId) {
            <a [routerLink]="problem.path" [queryParams]="problem.query">{{ problem.code | say: problem.params }}</a>
          } @else {
            {{ problem.code | say: problem.params }}
          }
        </li>
      }
    </ul>
    @if (rest() > 0) {
      <p><button type="button" class="quiet" (click)="count.set(count() + atOnce)">{{ 'versions.submit.more' | say: { count: rest() > atOnce ? atOnce : rest() } }}</button></p>
    }
  `,
  styles: `
    ul {
      margin-top: 8px;
      padding-left: 20px;
      list-style: disc;
    }
    li {
      padding: 3px 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class ProblemListComponent {
  readonly #words = versionWords();
  readonly problems = input.required<readonly ProblemView[]>();
  readonly atOnce = AT_ONCE;
  readonly count = signal(AT_ONCE);
  readonly rest = computed(() => Math.max(0, this.problems().length - this.count()));
  readonly #route = inject(ActivatedRoute);
  /** The budget's screens stand in the route above: whether lines have one of their own. */
  readonly #frame = this.#route.pathFromRoot.findLast(({ routeConfig }) => routeConfig?.children?.some(({ path }) => path === 'versions'));
  readonly #hasLines = this.#frame?.routeConfig?.children?.some(({ path }) => path === 'lines') ?? false;

  readonly shown = computed(() =>
    this.problems().slice(0, this.count()).map((problem) => {
      const ofLine = problem.lineId !== null && this.#hasLines;
      return {
        ...problem,
        params: this.#words.named(problem.params),
        path: ofLine ? '../../../lines' : '../../..',
        query: ofLine ? { operator: problem.operatorId, category: problem.category, cell: `${problem.lineId}:${columnOf(problem)}` } : { cell: `${problem.operatorId}:${problem.category}` },
      };
    }),
  );
}

/** The column of the lines in which a problem is mended; of several the first one. */
function columnOf({ field }: ProblemView): string {
  if (field === 'descriptions') return 'descriptions.fr';
  if (field === 'period') return 'period.1';
  return field === null || field === 'catalogueCode' ? 'amountCents' : field;
}
