import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, ElementRef, ViewEncapsulation, inject } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import { MeantPipe } from './meant.pipe';
import type { Meant } from './read-typed';

export interface AmountQuestionData {
  readonly text: string;
  readonly readings: readonly Meant[];
}

/**
 * “1.234: which amount?” Tab and the arrows reach the answers, Enter chooses, Esc leaves the text unclear.
 * No digit is a shortcut: whoever types on without looking must not choose.
 */
@Component({
  selector: 'pa-amount-question',
  imports: [MeantPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  host: { class: 'pa-question' },
  styleUrl: './amount-question.component.css',
  template: `
    <p id="pa-amount-question" class="pa-question-text">{{ (data.readings[0]?.kind === 'quantity' ? 'grid.question.quantity' : 'grid.question') | say: { text: data.text } }}</p>
    <ul>
      @for (reading of data.readings; track reading) {
        <li>
          <button type="button" (click)="answer(reading)">{{ reading | meant }}</button>
        </li>
      }
    </ul>
    <button type="button" class="pa-question-later" (click)="answer()">{{ 'grid.question.later' | say }} <kbd aria-hidden="true">Esc</kbd></button>
  `,
})
export class AmountQuestionComponent {
  readonly data = inject<AmountQuestionData>(DIALOG_DATA);
  readonly #dialog = inject<DialogRef<Meant>>(DialogRef);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // The dialog itself has the focus at first, outside of this element.
    this.#dialog.keydownEvents.subscribe((event) => this.key(event));
  }

  answer(reading?: Meant): void {
    this.#dialog.close(reading);
  }

  key(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowRight') this.#move(1);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') this.#move(-1);
    else return;
    event.preventDefault();
  }

  #move(step: number): void {
    const buttons = [...this.#host.querySelectorAll('button')];
    const now = buttons.findIndex((button) => button === document.activeElement);
    const next = now === -1 && step < 0 ? buttons.length - 1 : (now + step + buttons.length) % buttons.length;
    buttons[next]?.focus();
  }
}
