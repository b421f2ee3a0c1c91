import { Pipe, inject, type PipeTransform } from '@angular/core';
import { basisPoints, writeRate } from '@passerelle/shared/money';
import { LanguageStore } from '@passerelle/shared/web-kit';

/** Basis points as the reader writes a rate. Nothing for null. */
@Pipe({ name: 'rate', pure: false })
export class RatePipe implements PipeTransform {
  readonly #language = inject(LanguageStore).language;

  transform(rateBp: number | null | undefined): string {
    const language = this.#language();
    return rateBp === null || rateBp === undefined ? '' : writeRate(basisPoints(rateBp), language);
  }
}
