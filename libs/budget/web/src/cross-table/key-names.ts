import { Injectable, inject } from '@angular/core';
import type { Dimension, TableKeyView } from '@passerelle/budget/model';
import { calendarHalfOf } from '@passerelle/project/model';
import { textIn } from '@passerelle/shared/kernel';
import { writeDate } from '@passerelle/shared/texts';
import { LanguageStore, ProgrammeStore, Say } from '@passerelle/shared/web-kit';

const TO_ALLOCATE = 'to-allocate';
const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  operator: 'term.operator',
  versant: 'term.versant',
  category: 'term.costCategory',
  workPackage: 'crossTables.dimension.workPackage',
  halfYear: 'crossTables.dimension.halfYear',
  source: 'crossTables.dimension.source',
};
const SOURCE_NAMES: Readonly<Record<string, string>> = { ERDF: 'term.erdf', OWN: 'term.ownContribution' };

/** How rows, columns and dimensions are called, in the reader's language and the programme's words. Read in a template or a computed, the names follow both. */
@Injectable({ providedIn: 'root' })
export class KeyNames {
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #programme = inject(ProgrammeStore).current;

  dimension(dimension: Dimension): string {
    return this.#say.say(DIMENSION_NAMES[dimension]);
  }

  /** In a head: short where the days or the whole name stand below it or in its title. */
  of(dimension: Dimension, { key, name, names, number, endDate }: TableKeyView): string {
    if (key === TO_ALLOCATE) return this.#say.say('term.toAllocate');
    switch (dimension) {
      case 'operator':
        return name;
      case 'category':
        return textIn(names, this.#language());
      case 'workPackage':
        return this.#say.say('crossTables.workPackage', { number, name: textIn(names, this.#language()) });
      case 'halfYear':
        return endDate ? this.#say.say('halfYear.name', calendarHalfOf({ endDate })) : String(number);
      case 'versant':
        return key;
      case 'source':
        return this.#say.say(SOURCE_NAMES[key] ?? `crossTables.source.${key}`);
    }
  }

  /** What stands below the name: a half-year's days, a versant's name. */
  more(dimension: Dimension, { key, startDate, endDate }: TableKeyView): string {
    if (key === TO_ALLOCATE) return '';
    if (startDate && endDate) return `${writeDate(startDate, this.#language())} – ${writeDate(endDate, this.#language())}`;
    const versant = dimension === 'versant' ? this.#programme()?.versants.find(({ code }) => code === key) : undefined;
    return versant ? textIn(versant.names, this.#language()) : '';
  }
}
