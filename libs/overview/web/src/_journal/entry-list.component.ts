import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { HistoryEntry, PersonAct } from '@passerelle/overview/model';
import { MomentPipe, PersonNamePipe, SayPipe } from '@passerelle/shared/web-kit';
import { writeHistoryLabel, writeHistoryValue } from './history-value';
import { actNames, historyWords } from './history-words';

/** A pasted block is one act with hundreds of changes: these are shown at once, the others on request. */
const SHOWN_CHANGES = 12;
const HASH_SIGNS = 12;

/** An amount or a date, no name. */
const isFigures = (text: string): boolean => /^[\d\s.,/€-]*$/.test(text);

const placeOf = (entry: HistoryEntry | PersonAct): Pick<PersonAct, 'programmeCode' | 'projectCode' | 'projectAcronym'> | null => ('projectCode' in entry ? entry : null);

/** Entries of the journal: who did what and when, what it changed, and the entry's number and link in its chain. Each thing that changed leads to its own history. */
@Component({
  selector: 'pa-entry-list',
  imports: [MomentPipe, PersonNamePipe, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './entry-list.component.html',
  styleUrl: './entry-list.component.css',
})
export class EntryListComponent {
  readonly entries = input.required<readonly (HistoryEntry | PersonAct)[]>();
  readonly names = input.required<Readonly<Record<string, string>>>();
  /** Whose history it is; null where each entry says it itself. */
  readonly programme = input<string | null>(null);
  readonly project = input<string | null>(null);
  /** Only the changes of this one thing; '' for all of them. */
  readonly subject = input('');
  /** Whether the reader may go on to what a person did. */
  readonly linksActors = input(false);

  readonly #wordsOf = historyWords();
  readonly #actName = actNames();
  readonly #unfolded = signal<ReadonlySet<string>>(new Set());

  readonly shown = computed(() => {
    const [subject, unfolded, names] = [this.subject(), this.#unfolded(), this.names()];
    return this.entries().map((entry) => {
      const place = placeOf(entry);
      const programme = place ? place.programmeCode : this.programme();
      const project = place ? place.projectCode : this.project();
      const words = this.#wordsOf(programme, names);
      const wanted = subject ? entry.changes.filter((change) => change.subject === subject) : entry.changes;
      const key = `${project} ${entry.hash}`;
      const changes = (unfolded.has(key) ? wanted : wanted.slice(0, SHOWN_CHANGES)).map((change) => ({
        subject: change.subject,
        label: writeHistoryLabel(change.subject, change.label, words),
        withheld: change.withheld === true,
        before: writeHistoryValue(change.subject, change.before, words),
        after: writeHistoryValue(change.subject, change.after, words),
      }));
      return {
        ...entry,
        key,
        actName: this.#actName(entry.act, entry.changes.length),
        shortHash: entry.hash.slice(0, HASH_SIGNS),
        changes,
        folded: wanted.length - changes.length,
        others: entry.changes.length - wanted.length,
        figuresOnly: changes.every(({ before, after }) => isFigures(before) && isFigures(after)),
        history: programme && project ? ['/programmes', programme, 'projects', project, 'history'] : null,
        // The acts of one person: the page says whose.
        isOfOne: place !== null,
        place: place?.projectCode ? `${place.projectCode} ${place.projectAcronym}` : '',
        person: this.linksActors() && programme && entry.actorId ? ['/programmes', programme, 'people', entry.actorId, 'acts'] : null,
      };
    });
  });

  unfold(key: string): void {
    this.#unfolded.update((keys) => new Set([...keys, key]));
  }
}
