import { ChangeDetectionStrategy, Component, ElementRef, computed, input, model, signal, viewChild } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import type { Reason } from './form';

/** One field with its label, its hint and what is wrong with it. A new password may be looked at while it is typed. */
@Component({
  selector: 'pa-field',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'field' },
  styleUrl: './field.component.css',
  template: `
    <label [attr.for]="name()">{{ label() | say }}</label>
    @if (hint()) {
      <p class="hint" [id]="name() + '-hint'">{{ hint() | say: hintParams() }}</p>
    }
    @if (error(); as error) {
      <p class="field-error" [id]="name() + '-error'">{{ error.code | say: error.params }}</p>
    }
    <div class="entry">
      <input
        #field
        spellcheck="false"
        autocapitalize="off"
        [id]="name()"
        [attr.name]="autocomplete()"
        [type]="shown() ? 'text' : type()"
        [attr.autocomplete]="autocomplete()"
        [attr.inputmode]="inputmode()"
        [attr.maxlength]="maxlength()"
        [class.code]="isCode()"
        [value]="value()"
        [attr.aria-invalid]="error() ? true : null"
        [attr.aria-describedby]="describedBy()"
        (input)="value.set(field.value)"
      />
      @if (revealable()) {
        <button type="button" class="quiet" [attr.aria-pressed]="shown()" (click)="shown.set(!shown())">
          {{ 'account.showPassword' | say }}<span class="visually-hidden"> – {{ label() | say }}</span>
        </button>
      }
    </div>
  `,
})
export class FieldComponent {
  /** The input's id. */
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly hintParams = input<Readonly<Record<string, string | number>>>({});
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly autocomplete = input<string>('off');
  readonly inputmode = input<'numeric' | 'text' | null>(null);
  readonly maxlength = input<number | null>(null);
  readonly revealable = input(false);
  readonly isCode = input(false);
  readonly error = input<Reason | null | undefined>(null);
  readonly value = model.required<string>();
  readonly shown = signal(false);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  readonly describedBy = computed(() => [this.hint() && `${this.name()}-hint`, this.error() && `${this.name()}-error`].filter(Boolean).join(' ') || null);

  focus(): void {
    this.field().nativeElement.focus();
  }
}
