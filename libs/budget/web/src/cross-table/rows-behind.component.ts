import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import type { BehindFigureView, CrossTableRowsView, Dimension, TableKeyView } from '@passerelle/budget/model';
import { textIn } from '@passerelle/shared/kernel';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { AmountPipe, ApiClient, ApiProblem, LanguageStore, ProblemComponent, ProgrammeStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { KeyNames } from './key-names';

/** The rows behind a figure of a cross table and its formula: the content of the side panel. */
@Component({
  selector: 'pa-rows-behind',
  imports: [AmountPipe, ProblemComponent, SayPipe, SkeletonComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './rows-behind.component.css',
  template: `
    <h3 class="explain-title">{{ what() }}</h3>
    @if (problem(); as problem) {
      <pa-problem [problem]="problem" />
    }
    @if (answer(); as answer) {
      <p class="explain-amount">{{ answer.cents | amount: 'currency' }}</p>
      <div class="explain-sentences">
        @for (sentence of answer.sentences; track sentence.key) {
          <p>{{ sentence.key | say: sentence.params }}</p>
        }
      </div>
      @if (answer.rowCount === 0) {
        <p>{{ 'crossTables.behind.none' | say }}</p>
      } @else {
        <table class="data explain-rows">
          <caption class="visually-hidden">{{ 'crossTables.behind.title' | say }}</caption>
          <thead>
            <tr>
              <th scope="col">{{ 'crossTables.behind.line' | say }}</th>
              <th scope="col" class="amount">{{ 'crossTables.behind.contribution' | say }} (€)</th>
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track $index) {
              <tr>
                <th scope="row">
                  {{ nameOf(row) }}
                  <span class="where">{{ placeOf(row) }}</span>
                </th>
                <td class="amount">
                  {{ row.contributionCents | amount }}
                  @if (row.amountCents !== row.contributionCents) {
                    <span class="where">{{ 'crossTables.behind.ofAmount' | say: { amountCents: row.amountCents } }}</span>
                  }
                </td>
              </tr>
            }
          </tbody>
          @if (left() === 0) {
            <tfoot>
              <tr>
                <th scope="row">{{ 'term.total' | say }}</th>
                <td class="amount">{{ answer.cents | amount }}</td>
              </tr>
            </tfoot>
          }
        </table>
        @if (left() > 0) {
          <p class="where" role="status">{{ 'crossTables.behind.shown' | say: { shown: rows().length, rows: answer.rowCount } }}</p>
          <p><button type="button" (click)="more()">{{ 'crossTables.behind.more' | say: { rows: next() } }}</button></p>
        }
      }
    } @else if (!problem()) {
      <pa-skeleton [lines]="5" />
    }
  `,
})
export class RowsBehindComponent {
  readonly #api = inject(ApiClient);
  readonly #names = inject(KeyNames);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #programme = inject(ProgrammeStore).current;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly rowDimension = input.required<Dimension>();
  readonly columnDimension = input.required<Dimension>();
  /** null: all of them. */
  readonly row = input.required<TableKeyView | null>();
  readonly column = input.required<TableKeyView | null>();
  readonly answer = signal<CrossTableRowsView | null>(null);
  readonly rows = signal<readonly BehindFigureView[]>([]);
  readonly problem = signal<ApiProblem | null>(null);
  readonly left = computed(() => (this.answer()?.rowCount ?? 0) - this.rows().length);
  readonly next = computed(() => Math.min(this.left(), this.answer()?.rows.length ?? 0));
  readonly what = computed(() => {
    const parts = [this.#keyName(this.rowDimension(), this.row()), this.#keyName(this.columnDimension(), this.column())].filter((name) => name !== '');
    return parts.length > 0 ? parts.join(' · ') : this.#say.say('crossTables.grandTotal');
  });
  #asked = 0;

  constructor() {
    effect(() => {
      this.answer.set(null);
      this.rows.set([]);
      void this.#load(0);
    });
  }

  more(): void {
    void this.#load(this.rows().length);
  }

  nameOf({ lineId, kind, masked, descriptions }: BehindFigureView): string {
    if (lineId === null) return this.#say.say('crossTables.behind.agreed');
    if (masked) return this.#say.say('explain.line-masked');
    const text = textIn(descriptions, this.#language());
    if (text) return text;
    return this.#say.say(kind === 'CELL' ? 'crossTables.behind.cell' : kind === 'COMPUTED' ? 'crossTables.behind.computed' : 'explain.line-unnamed');
  }

  placeOf({ operatorName, categoryCode }: BehindFigureView): string {
    const category = this.#programme()?.costCategories.find(({ code }) => code === categoryCode);
    const name = category ? textIn(category.names, this.#language()) : (categoryCode ?? '');
    return name ? `${operatorName} · ${name}` : operatorName;
  }

  #keyName(dimension: Dimension, key: TableKeyView | null): string {
    return key ? this.#names.of(dimension, key) : '';
  }

  /** Reads the inputs before it waits, so that the effect follows them. */
  async #load(from: number): Promise<void> {
    const asked = (this.#asked += 1);
    const path = `/api/programmes/${encodeURIComponent(this.programme())}/projects/${encodeURIComponent(this.project())}/budget/cross-table/rows`;
    const query = { rows: this.rowDimension(), columns: this.columnDimension(), row: this.row()?.key, column: this.column()?.key, from: from || undefined };
    try {
      const { body } = await this.#api.get<CrossTableRowsView>(path, query);
      if (asked !== this.#asked) return;
      // Somebody saved in between: what was told before is of another budget.
      const goesOn = from > 0 && body.revision === this.answer()?.revision;
      if (from > 0 && !goesOn) return void this.#load(0);
      this.problem.set(null);
      this.rows.update((before) => (goesOn ? [...before, ...body.rows] : body.rows));
      if (!goesOn) this.answer.set(body);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
