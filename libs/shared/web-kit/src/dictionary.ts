import { Injectable, inject, signal } from '@angular/core';
import { TranslocoService, type Translation, type TranslocoLoader, type TranslocoTranspiler, type TranspileParams } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { LANGUAGES, isLanguage, type Language } from '@passerelle/shared/kernel';
import { formatMessage, loadDictionary, type Dictionary } from '@passerelle/shared/texts';

export type Terms = Readonly<Partial<Record<Language, Dictionary>>>;

@Injectable({ providedIn: 'root' })
export class DictionaryLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    return { ...(await loadDictionary[language as Language]()) };
  }
}

/** ICU messages, with amounts, rates and dates written by the reader's conventions. */
@Injectable({ providedIn: 'root' })
export class MessageTranspiler implements TranslocoTranspiler {
  #language: Language = 'fr';

  onLangChanged(language: string): void {
    if (isLanguage(language)) this.#language = language;
  }

  transpile({ value, params }: TranspileParams): unknown {
    return typeof value === 'string' ? formatMessage(value, this.#language, params) : value;
  }
}

/** The texts that are on the device: the dictionary of each language used so far, with the programme's own words over it. */
@Injectable({ providedIn: 'root' })
export class DictionaryStore {
  readonly #transloco = inject(TranslocoService);
  readonly #plain = new Map<Language, Translation>();
  #terms: Terms = {};
  readonly #version = signal(0);
  /** Counts every change of the texts: what shows texts reads it. */
  readonly version = this.#version.asReadonly();

  async use(language: Language): Promise<void> {
    if (!this.#plain.has(language)) {
      await firstValueFrom(this.#transloco.load(language));
      this.#plain.set(language, this.#transloco.getTranslation(language));
      this.#lay(language);
    }
    this.#transloco.setActiveLang(language);
    this.#version.update((version) => version + 1);
  }

  applyTerms(terms: Terms): void {
    this.#terms = terms;
    LANGUAGES.forEach((language) => this.#lay(language));
    this.#version.update((version) => version + 1);
  }

  #lay(language: Language): void {
    const plain = this.#plain.get(language);
    if (plain) this.#transloco.setTranslation({ ...plain, ...this.#terms[language] }, language, { merge: false, emitChange: false });
  }
}
