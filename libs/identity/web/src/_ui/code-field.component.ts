import { ChangeDetectionStrategy, Component, Injector, afterNextRender, inject, input, model, signal, viewChild } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import { FieldComponent } from './field.component';
import type { Reason } from './form';

/** The six digits of the app, or a recovery code for whoever has lost the phone: one field, two keyboards. */
@Component({
  selector: 'pa-code-field',
  imports: [FieldComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './code-field.component.css',
  template: `
    <pa-field
      [name]="name()"
      [label]="byRecovery() ? 'account.code.recoveryLabel' : 'account.code.label'"
      [hint]="byRecovery() ? 'account.code.recoveryHint' : 'account.code.hint'"
      [autocomplete]="byRecovery() ? 'off' : 'one-time-code'"
      [inputmode]="byRecovery() ? 'text' : 'numeric'"
      [maxlength]="40"
      [isCode]="true"
      [error]="error()"
      [(value)]="value"
    />
    @if (mayRecover()) {
      <button type="button" class="quiet" (click)="change()">{{ (byRecovery() ? 'account.code.useApp' : 'account.code.useRecovery') | say }}</button>
    }
  `,
})
export class CodeFieldComponent {
  readonly #injector = inject(Injector);
  readonly name = input.required<string>();
  readonly mayRecover = input(true);
  readonly takesFocus = input(false);
  readonly error = input<Reason | null | undefined>(null);
  readonly value = model.required<string>();
  readonly byRecovery = signal(false);
  private readonly field = viewChild.required(FieldComponent);

  constructor() {
    afterNextRender(() => this.takesFocus() && this.field().focus());
  }

  change(): void {
    this.byRecovery.update((byRecovery) => !byRecovery);
    this.value.set('');
    afterNextRender(() => this.field().focus(), { injector: this.#injector });
  }
}
