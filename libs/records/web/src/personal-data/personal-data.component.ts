import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { textIn } from '@passerelle/shared/kernel';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { LanguageStore, MomentPipe, ProgrammeStore, Say, SayPipe } from '@passerelle/shared/web-kit';
import { PersonalDataStore, type RegisterLine } from './personal-data.store';

/** The register of personal data, as a page to read and to print: what is kept about persons, what for, on what basis, how long, and who is shown it. */
@Component({
  selector: 'pa-personal-data',
  imports: [MomentPipe, PageTitleDirective, ProblemPageComponent, SayPipe, SkeletonComponent],
  providers: [PersonalDataStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './personal-data.component.html',
  styleUrl: './personal-data.component.css',
})
export class PersonalDataComponent {
  readonly store = inject(PersonalDataStore);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #programme = inject(ProgrammeStore).current;
  readonly programme = input.required<string>();
  readonly controller = computed(() => {
    const programme = this.#programme();
    return programme ? textIn(programme.names, this.#language()) : this.programme();
  });

  constructor() {
    effect(() => {
      const programme = this.programme();
      untracked(() => void this.store.load(programme));
    });
  }

  /** A column's name in words; where a table means something else by it, in words of its own. */
  columnsOf(table: string, { columns }: RegisterLine): string {
    const keyOf = (column: string): string => (this.#say.has(`personalData.column.${table}.${column}`) ? `personalData.column.${table}.${column}` : `personalData.column.${column}`);
    return columns.map((column) => this.#say.say(keyOf(column))).join(', ');
  }

  readersOf({ seenBySelf, seenByRoles }: RegisterLine): string {
    const readers = [...(seenBySelf ? ['personalData.seenBySelf'] : []), ...seenByRoles.map((role) => `role.${role}`)];
    return (readers.length ? readers : ['personalData.seenByNobody']).map((key) => this.#say.say(key)).join(', ');
  }

  print(): void {
    window.print();
  }
}
