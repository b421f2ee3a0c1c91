import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, ViewEncapsulation, computed, inject, signal } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import { MeantPipe } from '../edit/meant.pipe';
import type { Meant } from '../edit/read-typed';
import { countsOf, type PastePlan, type PlannedCell } from './paste-plan';

export interface PastePreviewData {
  readonly plan: PastePlan;
  /** The name of a cell in the reader's words: its row and its column. */
  readonly nameOf: (cell: PlannedCell) => string;
  /** Rows can be added to this grid. */
  readonly canAppend: boolean;
}

/** What she decided: what the doubtful cells mean that she answered, and whether rows are to be added. */
export interface PasteAnswer {
  readonly answers: ReadonlyMap<PlannedCell, Meant>;
  readonly append: boolean;
}

interface Doubt {
  readonly cell: PlannedCell;
  readonly name: string;
  readonly readings: readonly Meant[];
}

/** As many as one reads through; the rest is counted. */
const REFUSED_SHOWN = 20;

/** A block before it is pasted: how many of its cells are good, the doubtful ones asked, the unreadable ones shown, what is left out said first. */
@Component({
  selector: 'pa-paste-preview',
  imports: [MeantPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  host: { class: 'pa-paste' },
  styleUrl: './paste-preview.component.css',
  template: `
    <h2 id="pa-paste-title" tabindex="-1">{{ 'grid.paste.title' | say }}</h2>
    @if (counts().leftOut) {
      <p class="pa-paste-left-out">
        <strong>{{ 'grid.paste.leftOut' | say: { n: counts().leftOut } }}</strong>
        @if (data.plan.cellsBeside) {
          {{ 'grid.paste.beside' | say: { n: data.plan.cellsBeside } }}
        }
        @if (data.plan.rowsBeyond && !append()) {
          {{ 'grid.paste.beyond' | say: { n: data.plan.rowsBeyond } }}
        }
      </p>
    }
    <p class="pa-paste-counts">
      {{ 'grid.paste.counts' | say: { n: counts().all } }}
      {{ 'grid.paste.good' | say: { n: counts().good } }}{{ counts().unclear ? ', ' + ('grid.paste.unclear' | say: { n: counts().unclear }) : '' }}{{
        counts().refused ? ', ' + ('grid.paste.refused' | say: { n: counts().refused }) : ''
      }}{{ counts().readOnly ? ', ' + ('grid.paste.readOnly' | say: { n: counts().readOnly }) : '' }}.
    </p>
    @if (counts().readOnly) {
      <p>{{ 'grid.paste.readOnly.hint' | say }}</p>
    }
    @if (data.plan.rowsBeyond && data.canAppend) {
      <label class="pa-paste-append">
        <input type="checkbox" [checked]="append()" (change)="append.set(!append())" />
        {{ 'grid.paste.append' | say: { n: data.plan.rowsBeyond } }}
      </label>
    }
    @if (doubts().length > 0) {
      <section aria-labelledby="pa-paste-doubts">
        <h3 id="pa-paste-doubts">{{ 'grid.paste.doubts' | say: { n: doubts().length } }}</h3>
        <p>{{ 'grid.paste.doubts.hint' | say }}</p>
        @if (doubts().length > 1) {
          <p class="pa-paste-all">
            <button type="button" (click)="answerAll(0)">{{ 'grid.paste.allGroups' | say }}</button>
            <button type="button" (click)="answerAll(1)">{{ 'grid.paste.allDecimals' | say }}</button>
          </p>
        }
        @for (doubt of doubts(); track doubt.cell; let index = $index) {
          <fieldset>
            <legend>
              {{ doubt.name }} <span class="pa-paste-raw">« {{ doubt.cell.text }} »</span>
            </legend>
            @for (reading of doubt.readings; track reading) {
              <label>
                <input type="radio" [name]="'pa-doubt-' + index" [checked]="answers().get(doubt.cell) === reading" (change)="answer(doubt.cell, reading)" />
                {{ reading | meant }}
              </label>
            }
            <label>
              <input type="radio" [name]="'pa-doubt-' + index" [checked]="!answers().has(doubt.cell)" (change)="answer(doubt.cell)" />
              {{ 'grid.question.later' | say }}
            </label>
          </fieldset>
        }
      </section>
    }
    @if (refused().length > 0) {
      <section aria-labelledby="pa-paste-refused">
        <h3 id="pa-paste-refused">{{ 'grid.paste.unreadable' | say: { n: refused().length } }}</h3>
        <p>{{ 'grid.paste.unreadable.hint' | say }}</p>
        <ul>
          @for (cell of refused().slice(0, shown); track cell) {
            <li>
              {{ data.nameOf(cell) }} <span class="pa-paste-raw">« {{ cell.text }} »</span>
            </li>
          }
        </ul>
        @if (refused().length > shown) {
          <p>{{ 'grid.paste.more' | say: { n: refused().length - shown } }}</p>
        }
      </section>
    }
    <p class="pa-paste-acts">
      <button type="button" class="primary" (click)="apply()">{{ 'grid.paste.apply' | say }}</button>
      <button type="button" (click)="dialog.close()">{{ 'grid.paste.cancel' | say }}</button>
    </p>
  `,
})
export class PastePreviewComponent {
  readonly data = inject<PastePreviewData>(DIALOG_DATA);
  readonly dialog = inject<DialogRef<PasteAnswer>>(DialogRef);
  readonly shown = REFUSED_SHOWN;
  /** Nothing of a block is lost unless she says so. */
  readonly append = signal(this.data.canAppend && this.data.plan.rowsBeyond > 0);
  readonly answers = signal<ReadonlyMap<PlannedCell, Meant>>(new Map());
  readonly counts = computed(() => countsOf(this.data.plan, this.append()));
  readonly #asked = computed(() => (this.append() ? [...this.data.plan.cells, ...this.data.plan.beyond] : this.data.plan.cells));
  readonly doubts = computed(() =>
    this.#asked().flatMap((cell): Doubt[] => (cell.reading.kind === 'ask' ? [{ cell, name: this.data.nameOf(cell), readings: cell.reading.readings }] : [])),
  );
  readonly refused = computed(() => this.#asked().filter(({ reading }) => reading.kind === 'refused'));

  answer(cell: PlannedCell, reading?: Meant): void {
    this.answers.update((before) => {
      const answers = new Map(before);
      if (reading === undefined) answers.delete(cell);
      else answers.set(cell, reading);
      return answers;
    });
  }

  /** Every doubtful cell by the same reading: 0 takes the mark for one of groups, 1 for a decimal one. */
  answerAll(which: 0 | 1): void {
    this.answers.set(new Map(this.doubts().flatMap(({ cell, readings }) => (readings[which] === undefined ? [] : [[cell, readings[which]]]))));
  }

  apply(): void {
    this.dialog.close({ answers: this.answers(), append: this.append() });
  }
}
