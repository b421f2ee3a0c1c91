import { Dialog } from '@angular/cdk/dialog';
import { Overlay } from '@angular/cdk/overlay';
import { Injectable, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AmountQuestionComponent, type AmountQuestionData } from './amount-question.component';
import { outcomeOf, type TypedEdit } from './cell-edit';
import { readTyped, type Meant } from './read-typed';
import { LanguageStore } from '@passerelle/shared/web-kit';

/** Reads what was typed, and asks its writer where two amounts are possible. */
@Injectable({ providedIn: 'root' })
export class AmountQuestion {
  readonly #dialog = inject(Dialog);
  readonly #overlay = inject(Overlay);
  readonly #language = inject(LanguageStore).language;

  /**
   * Tells the outcome of a text; of an unclear one twice: first that it is unclear, so that nothing is lost meanwhile, then what was chosen.
   * `anchor` gives the element at which to ask, `done` is called when the question has been put away, `read` says what the place takes for what.
   */
  settle(text: string, anchor: () => Element | null, tell: (edit: TypedEdit) => void, done: () => void = () => undefined, read = readTyped): void {
    const reading = read(text, this.#language());
    tell({ text, outcome: outcomeOf(reading) });
    if (reading.kind !== 'ask') return;
    // After the key that ended the editing has moved the focus, so that closing the question gives it back to the right cell.
    setTimeout(() => {
      void this.#ask(anchor(), { text, readings: reading.readings }).then((chosen) => {
        if (chosen !== undefined) tell({ text, outcome: chosen });
        done();
      });
    });
  }

  #ask(anchor: Element | null, data: AmountQuestionData): Promise<Meant | undefined> {
    const positions = this.#overlay.position();
    const reference = this.#dialog.open<Meant, AmountQuestionData>(AmountQuestionComponent, {
      data,
      // The dialog itself takes the focus, not a button: a key that is still held down must not choose.
      autoFocus: 'dialog',
      ariaLabelledBy: 'pa-amount-question',
      backdropClass: 'cdk-overlay-transparent-backdrop',
      positionStrategy: anchor
        ? positions
            .flexibleConnectedTo(anchor)
            .withPositions([
              { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
              { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -4 },
              { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
            ])
            .withPush()
        : positions.global().centerHorizontally().centerVertically(),
    });
    return firstValueFrom(reference.closed);
  }
}
