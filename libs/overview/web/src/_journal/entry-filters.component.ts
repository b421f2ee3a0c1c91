import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { Params } from '@angular/router';
import { PASSERELLE_ACTOR, type HistoryActor } from '@passerelle/overview/model';
import { writeDate } from '@passerelle/shared/texts';
import { LanguageStore, PersonNamePipe, Say, SayPipe } from '@passerelle/shared/web-kit';
import { actNames } from './history-words';

/** What entries are chosen by, as the address says it; '' chooses nothing. */
export interface EntryFilters {
  readonly from: string;
  readonly to: string;
  readonly act: string;
  readonly actor: string;
}

/** The choice of days, act and, where there are several, of who acted. What is chosen goes into the address. */
@Component({
  selector: 'pa-entry-filters',
  imports: [PersonNamePipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="filters no-print" [attr.aria-label]="'history.filters' | say" (submit)="$event.preventDefault()">
      <div class="field">
        <label for="history-from">{{ 'history.from' | say }}</label>
        <input id="history-from" type="date" [value]="filters().from" [max]="filters().to" (change)="choose('from', $event)" />
      </div>
      <div class="field">
        <label for="history-to">{{ 'history.to' | say }}</label>
        <input id="history-to" type="date" [value]="filters().to" [min]="filters().from" (change)="choose('to', $event)" />
      </div>
      <div class="field">
        <label for="history-act">{{ 'history.act' | say }}</label>
        <select id="history-act" (change)="choose('act', $event)">
          <option value="" [selected]="filters().act === ''">{{ 'history.allActs' | say }}</option>
          @for (act of namedActs(); track act.code) {
            <option [value]="act.code" [selected]="act.code === filters().act">{{ act.name }}</option>
          }
        </select>
      </div>
      @if (actors(); as actors) {
        <div class="field">
          <label for="history-actor">{{ 'history.actor' | say }}</label>
          <select id="history-actor" (change)="choose('actor', $event)">
            <option value="" [selected]="filters().actor === ''">{{ 'history.allActors' | say }}</option>
            @for (actor of actors; track actor.actorId) {
              <option [value]="actor.actorId ?? nobody" [selected]="(actor.actorId ?? nobody) === filters().actor">{{ (actor.name | personName) || ('history.unknownPerson' | say) }}</option>
            }
          </select>
        </div>
      }
    </form>
    @if (inWords(); as words) {
      <p class="in-words">{{ words }}</p>
    }
  `,
  styleUrl: './entry-filters.component.css',
})
export class EntryFiltersComponent {
  readonly filters = input.required<EntryFilters>();
  readonly acts = input.required<readonly string[]>();
  readonly actors = input<readonly HistoryActor[] | null>(null);
  /** What changes in the address. */
  readonly chosen = output<Params>();
  readonly nobody = PASSERELLE_ACTOR;
  readonly #actName = actNames();

  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;

  /** What was chosen, for paper: there the fields are not shown, and a choice must not look like the whole. */
  readonly inWords = computed(() => {
    const { from, to, act, actor } = this.filters();
    const named = (key: string, value: string): string => (value ? `${this.#say.say(key)} ${value}` : '');
    const actorName = this.#say.personName(this.actors()?.find(({ actorId }) => (actorId ?? PASSERELLE_ACTOR) === actor)?.name ?? actor);
    const language = this.#language();
    return [named('history.from', from && writeDate(from, language)), named('history.to', to && writeDate(to, language)), act && this.#actName(act), actorName].filter(Boolean).join(' · ');
  });

  /** An act that the address asks for stands in the list though it does not occur. */
  readonly namedActs = computed(() => {
    const codes = [...new Set([...this.acts(), ...(this.filters().act ? [this.filters().act] : [])])];
    return codes.map((code) => ({ code, name: this.#actName(code) })).sort((a, b) => a.name.localeCompare(b.name));
  });

  choose(filter: keyof EntryFilters, event: Event): void {
    this.chosen.emit({ [filter]: (event.target as HTMLInputElement | HTMLSelectElement).value || null, before: null });
  }
}
