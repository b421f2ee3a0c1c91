import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { textIn } from '@passerelle/shared/kernel';
import { LanguageStore, ProgrammeStore } from '@passerelle/shared/web-kit';

/** A versant by its letters; the tint only accompanies them. */
@Component({
  selector: 'pa-versant',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="versant" [attr.data-versant]="code()" [attr.title]="name()">{{ code() }}</span>`,
})
export class VersantComponent {
  readonly #programme = inject(ProgrammeStore).current;
  readonly #language = inject(LanguageStore).language;
  readonly code = input.required<string>();
  readonly name = computed(() => {
    const versant = this.#programme()?.versants.find(({ code }) => code === this.code());
    return versant ? textIn(versant.names, this.#language()) : null;
  });
}
