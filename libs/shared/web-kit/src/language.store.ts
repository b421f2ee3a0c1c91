import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import { isLanguage, type Language } from '@passerelle/shared/kernel';
import { DictionaryStore } from './dictionary';

/** Each language by its own name: whoever looks for hers reads no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { fr: 'Français', nl: 'Nederlands', en: 'English', de: 'Deutsch' };

const STORED = 'passerelle.language';

/** The language of the screens. It changes without a reload and is remembered on the device. */
@Injectable({ providedIn: 'root' })
export class LanguageStore {
  readonly #document = inject(DOCUMENT);
  readonly #dictionary = inject(DictionaryStore);
  readonly #language = signal<Language>('fr');
  readonly language = this.#language.asReadonly();

  /** The reader chooses. */
  async use(language: Language): Promise<void> {
    this.#store?.setItem(STORED, language);
    await this.#show(language);
  }

  /** Nobody chose yet: what is stored on the device, else the signed-in person's, else the browser's, else French. */
  async start(personLanguage: Language | null): Promise<void> {
    await this.#show(this.#stored() ?? personLanguage ?? this.#navigators() ?? 'fr');
  }

  async #show(language: Language): Promise<void> {
    await this.#dictionary.use(language);
    this.#document.documentElement.lang = language;
    this.#language.set(language);
  }

  get #store(): Storage | null {
    try {
      return this.#document.defaultView?.localStorage ?? null;
    } catch {
      return null; // storage is forbidden in this browser: the choice lasts as long as the page
    }
  }

  #stored(): Language | null {
    const stored = this.#store?.getItem(STORED);
    return isLanguage(stored) ? stored : null;
  }

  #navigators(): Language | null {
    const wanted = this.#document.defaultView?.navigator.languages ?? [];
    return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? null;
  }
}
