import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { LANGUAGES, textIn, type Texts } from '@passerelle/shared/kernel';
import { LanguageStore } from '@passerelle/shared/web-kit';

/** A text of the data in the reader's language, else in the one in which it exists, which is then named to screen readers. */
@Component({
  selector: 'pa-text',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span [attr.lang]="lang()">{{ text() }}</span>`,
})
export class TextComponent {
  readonly #language = inject(LanguageStore).language;
  readonly texts = input.required<Texts | null>();
  readonly text = computed(() => textIn(this.texts() ?? {}, this.#language()));
  readonly lang = computed(() => {
    const texts = this.texts() ?? {};
    return texts[this.#language()] ? null : (LANGUAGES.find((language) => texts[language]) ?? null);
  });
}
