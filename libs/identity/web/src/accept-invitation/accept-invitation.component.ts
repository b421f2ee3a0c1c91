import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import { PageTitleDirective, SkeletonComponent } from '@passerelle/shared/ui';
import { DayPipe, LANGUAGE_NAMES, ProblemComponent, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { BrokenLinkComponent } from '../_ui/broken-link.component';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus, headingFocus } from '../_ui/form';
import { tokenOfLink } from '../_ui/link-token';
import { NEW_PASSWORD_HINT } from '../_ui/passwords';
import { AcceptInvitationStore } from './accept-invitation.store';

/** From the link of an invitation to an account: what it is for, then name, language and password. */
@Component({
  selector: 'pa-accept-invitation',
  imports: [BrokenLinkComponent, DayPipe, FieldComponent, PageTitleDirective, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [AcceptInvitationStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './accept-invitation.component.html',
  styleUrl: '../_ui/narrow-page.css',
})
export class AcceptInvitationComponent {
  readonly store = inject(AcceptInvitationStore);
  readonly form = this.store.form;
  readonly session = inject(SessionStore);
  readonly #router = inject(Router);
  readonly #focusError = firstErrorFocus();
  readonly #focusHeading = headingFocus();
  readonly languages = LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }));
  readonly passwordHint = NEW_PASSWORD_HINT;
  readonly facts = computed(() => {
    const { place } = this.store.invitation() ?? {};
    return place ? [['term.programme', place.programme] as const, ['account.invitation.project', place.project] as const, ['account.invitation.operator', place.operator] as const] : [];
  });

  constructor() {
    tokenOfLink((token) => void this.store.look(token));
  }

  choose(event: Event): void {
    this.store.choose((event.target as HTMLSelectElement).value as Language);
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    // To her project; where a second factor is asked for first, by way of that.
    if (await this.store.accept()) await this.#router.navigateByUrl('/my-project');
    else this.#showWhy();
  }

  async acceptBy(provider: string): Promise<void> {
    const url = await this.store.acceptBy(provider);
    if (url) window.location.assign(url);
    else this.#showWhy();
  }

  /** The form is gone where the link itself is refused. */
  #showWhy(): void {
    if (this.store.problem()) this.#focusHeading();
    else this.#focusError();
  }
}
