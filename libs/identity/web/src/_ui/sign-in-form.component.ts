import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DemoPersonView } from '@passerelle/identity/model';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { CodeFieldComponent } from './code-field.component';
import { FieldComponent } from './field.component';
import { firstErrorFocus } from './form';
import { SignInFormStore } from './sign-in-form.store';

/**
 * Address and password, then the second factor's code where the account has one; accounts elsewhere; in demo mode also the demo's persons, one button each. Stands on the
 * sign-in page, and over a screen whose session has ended: what leads away from it opens beside it there, and the address is hers already.
 */
@Component({
  selector: 'pa-sign-in-form',
  imports: [CodeFieldComponent, FieldComponent, ProblemComponent, RouterLink, SayPipe],
  providers: [SignInFormStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './sign-in-form.component.css',
  templateUrl: './sign-in-form.component.html',
})
export class SignInFormComponent {
  readonly store = inject(SignInFormStore);
  readonly form = this.store.form;
  readonly #focusError = firstErrorFocus();
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #location = inject(Location);
  readonly overScreen = input(false);
  /** Where an account elsewhere leads back to: over a screen it is the screen itself, with its cell. */
  readonly returnTo = input('/');
  readonly signedIn = output();
  readonly providers = computed(() =>
    this.store.providers().map(({ id, name }) => {
      const returnTo = this.overScreen() ? this.#location.path() : this.returnTo();
      return { id, name, address: `/api/sign-in/${encodeURIComponent(id)}?${new URLSearchParams({ returnTo }).toString()}` };
    }),
  );

  constructor() {
    afterNextRender(() => {
      if (!this.overScreen()) return;
      this.store.rememberAddress();
      this.#host.nativeElement.querySelector<HTMLElement>('#sign-in-password')?.focus();
    });
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.store.submit()) this.signedIn.emit();
    else this.#focusError();
  }

  async signInAs(person: DemoPersonView): Promise<void> {
    if (await this.store.signInAs(person)) this.signedIn.emit();
  }
}
