import { Pipe, inject, type PipeTransform } from '@angular/core';
import { LanguageStore } from '@passerelle/shared/web-kit';
import { writeMeant, type Meant } from './read-typed';

/** One of the two readings of a text, in the reader's language. */
@Pipe({ name: 'meant', pure: false })
export class MeantPipe implements PipeTransform {
  readonly #language = inject(LanguageStore).language;

  transform(meant: Meant): string {
    return writeMeant(meant, this.#language());
  }
}
