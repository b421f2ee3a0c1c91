import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PageTitleDirective } from '@passerelle/shared/ui';
import { ProblemComponent, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { CodeFieldComponent } from '../_ui/code-field.component';
import { Form, firstErrorFocus, missing } from '../_ui/form';
import { ownAddress } from '../_ui/own-address';

/** The second factor's code for a session that was started without it, by an account elsewhere or before her role asked for it. */
@Component({
  selector: 'pa-give-code',
  imports: [CodeFieldComponent, PageTitleDirective, ProblemComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: '../_ui/narrow-page.css',
  template: `
    <h1 [paPageTitle]="'account.giveCode.heading' | say">{{ 'account.giveCode.heading' | say }}</h1>
    <p class="lead">{{ 'account.giveCode.lead' | say }}</p>
    <form novalidate (submit)="submit($event)">
      @if (form.problem(); as problem) {
        <pa-problem [problem]="problem" />
      }
      <pa-code-field name="give-code" [takesFocus]="true" [error]="form.errors().code" [(value)]="form.values.code" />
      <p class="actions">
        <button type="submit" class="primary" [attr.aria-disabled]="form.busy() ? true : null">{{ 'account.giveCode.submit' | say }}</button>
      </p>
    </form>
  `,
})
export class GiveCodeComponent {
  readonly #session = inject(SessionStore);
  readonly #router = inject(Router);
  readonly #focusError = firstErrorFocus();
  readonly returnTo = input<string>();
  readonly form = new Form(['code'], ({ code }) => ({ code: missing(code, 'account.code.missing') }));

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.form.submit(({ code }) => this.#session.giveCode(code.trim()))) await this.#router.navigateByUrl(ownAddress(this.returnTo()));
    else this.#focusError();
  }
}
