import { Injectable, computed, inject, signal } from '@angular/core';
import type { InvitationView, ProviderDeparture, SessionView } from '@passerelle/identity/model';
import type { Language } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, SessionStore } from '@passerelle/shared/web-kit';
import { Form, missing } from '../_ui/form';
import { isOfLink, noToken } from '../_ui/link-problems';
import { newPasswordReason } from '../_ui/passwords';

/** An invitation, and what is missing for an account. The token stays here, and nowhere else. */
@Injectable()
export class AcceptInvitationStore {
  readonly #api = inject(ApiClient);
  readonly #language = inject(LanguageStore);
  readonly #session = inject(SessionStore);
  #token = '';
  readonly #invitation = signal<InvitationView | null>(null);
  readonly invitation = this.#invitation.asReadonly();
  /** Why the link leads nowhere. */
  readonly problem = signal<ApiProblem | null>(null);
  readonly language = this.#language.language;
  readonly form = new Form(['name', 'password'], ({ name, password }) => ({
    name: missing(name, 'account.name.missing'),
    password: newPasswordReason(password, this.#invitation()?.email ?? ''),
  }));
  /** With an account elsewhere only the name is missing. */
  readonly byProvider = new Form([], () => ({}));
  readonly nameError = computed(() => this.form.errors().name ?? (this.#needsName() ? missing(this.form.values.name(), 'account.name.missing') : null));
  readonly #needsName = signal(false);
  readonly providers = computed(() => this.#session.session()?.providers ?? []);

  /** What the invitation is for. Its language is the page's, unless she has chosen one on this device. */
  async look(token = this.#token): Promise<void> {
    this.#token = token;
    this.#invitation.set(null);
    this.problem.set(null);
    try {
      if (token === '') throw noToken();
      const { body } = await this.#api.change<InvitationView>('POST', '/api/invitations/look', { token });
      await this.#language.start(body.language);
      this.#invitation.set(body);
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    }
  }

  /** Where the browser goes to accept with an account elsewhere instead of a password; null where that is refused. */
  async acceptBy(provider: string): Promise<string | null> {
    this.#needsName.set(true);
    const name = this.form.values.name().trim();
    if (name === '') return null;
    let url: string | null = null;
    await this.byProvider.run(async () => {
      const wanted = { token: this.#token, provider, name, language: this.language() };
      url = (await this.#api.change<ProviderDeparture>('POST', '/api/invitations/accept-by-provider', wanted)).body.url;
    }, this.#endsHere);
    return url;
  }

  choose(language: Language): void {
    void this.#language.use(language);
  }

  /** Whether she is signed in with an account of her own. */
  accept(): Promise<boolean> {
    return this.form.submit(
      async ({ name, password }) => {
        const wanted = { token: this.#token, name: name.trim(), language: this.language(), password };
        this.#session.enter((await this.#api.change<SessionView>('POST', '/api/invitations/accept', wanted)).body);
      },
      this.#endsHere,
    );
  }

  /** Refused because of the link: the form has no use any more. */
  readonly #endsHere = (problem: ApiProblem): boolean => {
    if (!isOfLink(problem)) return false;
    this.problem.set(problem);
    this.#invitation.set(null);
    return true;
  };
}
