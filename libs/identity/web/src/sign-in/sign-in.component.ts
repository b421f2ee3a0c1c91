import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PageTitleDirective } from '@passerelle/shared/ui';
import { SayPipe } from '@passerelle/shared/web-kit';
import { SignInFormComponent } from '../_ui/sign-in-form.component';

/** Only addresses of this application: nobody is led elsewhere after signing in. */
const ownAddress = (address: string | undefined): string => (address && /^\/(?![/\\])/.test(address) ? address : '/');

@Component({
  selector: 'pa-sign-in',
  imports: [PageTitleDirective, SayPipe, SignInFormComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'sign-in-page' },
  template: `
    <h1 [paPageTitle]="'signIn.heading' | say">{{ 'signIn.heading' | say }}</h1>
    <p class="lead">{{ 'signIn.lead' | say }}</p>
    @if (returnTo()) {
      <p class="notice">{{ 'signIn.returnTo' | say }}</p>
    }
    <pa-sign-in-form (signedIn)="leave()" />
  `,
})
export class SignInComponent {
  readonly #router = inject(Router);
  readonly returnTo = input<string>();

  leave(): void {
    void this.#router.navigateByUrl(ownAddress(this.returnTo()));
  }
}
