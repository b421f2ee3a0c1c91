import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, inject, output } from '@angular/core';
import type { DemoPersonView } from '@passerelle/identity/model';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { SignInFormStore } from './sign-in-form.store';

/** Address and password; in demo mode also the demo's persons, one button each. Stands on the sign-in page, and over a screen whose session has ended. */
@Component({
  selector: 'pa-sign-in-form',
  imports: [ProblemComponent, SayPipe],
  providers: [SignInFormStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-form.component.html',
})
export class SignInFormComponent {
  readonly store = inject(SignInFormStore);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly signedIn = output();

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.store.submit()) this.signedIn.emit();
    else afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), { injector: this.#injector });
  }

  async signInAs(person: DemoPersonView): Promise<void> {
    if (await this.store.signInAs(person)) this.signedIn.emit();
  }

  typed(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
