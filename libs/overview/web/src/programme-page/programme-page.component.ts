import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { textIn, type Texts } from '@passerelle/shared/kernel';
import { basisPoints, writeRate } from '@passerelle/shared/money';
import { PageTitleDirective, VersantComponent } from '@passerelle/shared/ui';
import { LanguageStore, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';

interface Coded {
  readonly code: string;
  readonly names: Texts;
}

/** How a programme is set up: where those begin who see no project, and read why. */
@Component({
  selector: 'pa-programme-page',
  imports: [PageTitleDirective, RouterLink, SayPipe, VersantComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'programme-page' },
  template: `
    @if (programme(); as programme) {
      <h1 [paPageTitle]="programme.name">{{ programme.name }}</h1>
      <p class="lead">{{ 'programmePage.text' | say }}</p>
      @if (mayManagePeople()) {
        <p class="actions"><a class="button primary" routerLink="people">{{ 'people.open' | say }}</a></p>
      }
      <section aria-labelledby="programme-versants">
        <h2 id="programme-versants">{{ 'term.versants' | say }}</h2>
        <ul>
          @for (versant of programme.versants; track versant.code) {
            <li><pa-versant [code]="versant.code" /> {{ versant.name }}</li>
          }
        </ul>
      </section>
      <section aria-labelledby="programme-rates">
        <h2 id="programme-rates">{{ 'term.erdfRate' | say }}</h2>
        <table class="data">
          <caption class="visually-hidden">{{ 'term.erdfRate' | say }}</caption>
          <thead>
            <tr>
              <th scope="col">{{ 'programmePage.kind' | say }}</th>
              <th scope="col" class="amount">{{ 'term.erdf' | say }}</th>
            </tr>
          </thead>
          <tbody>
            @for (type of programme.projectTypes; track type.code) {
              <tr>
                <th scope="row">{{ type.name }}</th>
                <td class="amount">{{ type.rate }}</td>
              </tr>
            }
          </tbody>
        </table>
      </section>
      <section aria-labelledby="programme-categories">
        <h2 id="programme-categories">{{ 'programmePage.costCategories' | say }}</h2>
        <ol>
          @for (category of programme.costCategories; track category.code) {
            <li>{{ category.name }}</li>
          }
        </ol>
      </section>
    }
  `,
})
export class ProgrammePageComponent {
  readonly #current = inject(ProgrammeStore).current;
  readonly #language = inject(LanguageStore).language;
  readonly #session = inject(SessionStore);
  /** Who looks after the people of the programme begins with them. */
  readonly mayManagePeople = computed(() => {
    const programmeId = this.#current()?.programmeId;
    return programmeId !== undefined && this.#session.may('person.manage', { programmeId });
  });
  readonly programme = computed(() => {
    const [programme, language] = [this.#current(), this.#language()];
    if (!programme) return null;
    const named = ({ code, names }: Coded) => ({ code, name: textIn(names, language) });
    return {
      name: textIn(programme.names, language),
      versants: programme.versants.map(named),
      projectTypes: programme.projectTypes.map((type) => ({ ...named(type), rate: writeRate(basisPoints(type.erdfRateBp), language) })),
      costCategories: programme.costCategories.map(named),
    };
  });
}
