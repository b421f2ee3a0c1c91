import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PageTitleDirective } from '@passerelle/shared/ui';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { ownAddress } from '../_ui/own-address';
import { providerProblem } from '../_ui/provider-problem';
import { SignInFormComponent } from '../_ui/sign-in-form.component';

@Component({
  selector: 'pa-sign-in',
  imports: [PageTitleDirective, ProblemComponent, SayPipe, SignInFormComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'sign-in-page' },
  template: `
    <h1 [paPageTitle]="'signIn.heading' | say">{{ 'signIn.heading' | say }}</h1>
    <p class="lead">{{ 'signIn.lead' | say }}</p>
    @if (failed(); as problem) {
      <pa-problem [problem]="problem" />
    }
    @if (returnTo()) {
      <p class="notice">{{ 'signIn.returnTo' | say }}</p>
    }
    <pa-sign-in-form [returnTo]="way()" (signedIn)="leave()" />
  `,
})
export class SignInComponent {
  readonly #router = inject(Router);
  readonly returnTo = input<string>();
  /** What went wrong at a provider, from the address: a code that the server wrote there. */
  readonly problem = input<string>();
  readonly failed = providerProblem(this.problem);
  readonly way = computed(() => ownAddress(this.returnTo()));

  leave(): void {
    void this.#router.navigateByUrl(this.way());
  }
}
