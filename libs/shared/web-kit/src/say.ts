import { Injectable, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { SayParams } from '@passerelle/shared/texts';
import { DictionaryStore } from './dictionary';

const ERASED = /^erased:([0-9A-F]+)$/;

/** A text by its key, in the reader's language and the programme's words. Read in a template or a computed, it follows both. */
@Injectable({ providedIn: 'root' })
export class Say {
  readonly #transloco = inject(TranslocoService);
  readonly #dictionary = inject(DictionaryStore);

  say(key: string, params: SayParams = {}): string {
    this.#dictionary.version();
    return key === '' ? '' : this.#transloco.translate<string>(key, params);
  }

  /** A person's name as it is stored; in its place, for one who was erased, words in the reader's language. */
  personName(name: string | null | undefined): string {
    const code = ERASED.exec(name ?? '')?.[1];
    return code ? this.say('personalData.erased', { code }) : (name ?? '');
  }

  /** Whether there is a text for the key: for lists of codes in which the server may know more than this version of the screens. */
  has(key: string): boolean {
    this.#dictionary.version();
    return key in this.#transloco.getTranslation(this.#transloco.getActiveLang());
  }
}
