import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, computed, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import type { Cents } from '@passerelle/shared/money';
import { OpenEditor } from '@passerelle/shared/ui';
import { LanguageStore, SayPipe } from '@passerelle/shared/web-kit';
import type { CellState } from '../cell-state';
import { AmountQuestion } from './amount-question';
import type { TypedEdit } from './cell-edit';
import { editableText } from './read-typed';
import { typeDecimalMark } from './typed-key';

let counter = 0;

/** One amount in a form or a list: read, asked about and marked exactly as in a cell of the grid. */
@Component({
  selector: 'pa-amount-field',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'amount-field' },
  styleUrl: './amount-field.component.css',
  template: `
    <label [attr.for]="fieldId">{{ label() }}</label>
    <input
      #field
      type="text"
      inputmode="decimal"
      autocomplete="off"
      spellcheck="false"
      [id]="fieldId"
      [value]="shown()"
      [attr.aria-invalid]="message() ? 'true' : null"
      [attr.aria-describedby]="fieldId + '-note'"
      (keydown)="keydown($event)"
      (input)="tell(true)"
      (blur)="tell(false)"
      (change)="changed()"
    />
    <p class="amount-field-note" [class.refused]="message()" [id]="fieldId + '-note'">
      @if (message()) {
        {{ message() }}
      } @else if (state()?.kind === 'pending') {
        {{ 'grid.pending' | say }}
      } @else if (state()?.kind === 'saved') {
        {{ 'grid.saved' | say }}
      } @else if (brought()) {
        {{ brought() }}
      } @else {
        {{ note() }}
      }
    </p>
  `,
})
export class AmountFieldComponent {
  readonly label = input.required<string>();
  readonly cents = input.required<Cents | null>();
  readonly state = input<CellState | undefined>();
  readonly note = input('');
  readonly edited = output<TypedEdit>();
  /** Something is typed that was not told yet. */
  readonly typing = output<boolean>();

  readonly #language = inject(LanguageStore).language;
  readonly #editor = inject(OpenEditor);
  readonly #question = inject(AmountQuestion);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  readonly fieldId = `amount-field-${++counter}`;

  readonly message = computed(() => {
    const state = this.state();
    return state && 'message' in state ? state.message : '';
  });
  readonly brought = computed(() => {
    const state = this.state();
    return state?.kind === 'brought' ? state.note : '';
  });
  readonly #isTyping = signal(false);
  readonly #standing = computed(() => {
    const state = this.state();
    if (state && 'text' in state) return state.text;
    return editableText(state?.kind === 'pending' && state.cents !== undefined ? state.cents : this.cents(), this.#language());
  });
  /** While something is typed here, an amount that somebody else saves is not put over it. */
  readonly shown = linkedSignal<{ readonly text: string; readonly isTyping: boolean }, string>({
    source: () => ({ text: this.#standing(), isTyping: this.#isTyping() }),
    computation: ({ text, isTyping }, before) => (isTyping && before ? before.value : text),
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#editor.isOpen.set(false));
  }

  tell(isTyping: boolean): void {
    this.#isTyping.set(isTyping);
    this.#editor.isOpen.set(isTyping);
    this.typing.emit(isTyping);
  }

  keydown(event: KeyboardEvent): void {
    const input = this.field().nativeElement;
    if (typeDecimalMark(input, event, this.#language())) return;
    if (event.key === 'Enter') this.changed();
    if (event.key === 'Escape' && input.value !== this.shown()) {
      input.value = this.shown();
      event.preventDefault();
    }
  }

  changed(): void {
    const input = this.field().nativeElement;
    this.tell(false);
    if (input.value === this.shown() && this.state()?.kind !== 'unclear') return;
    this.#question.settle(input.value, () => input, (edit) => this.edited.emit(edit), () => input.focus());
  }
}
