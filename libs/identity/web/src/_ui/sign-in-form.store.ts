import { Injectable, computed, inject, signal } from '@angular/core';
import type { DemoPersonView } from '@passerelle/identity/model';
import { ApiProblem, LanguageStore, SessionStore } from '@passerelle/shared/web-kit';

const looksLikeAddress = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email);

/** One attempt to sign in: what was typed stays until it succeeds. */
@Injectable()
export class SignInFormStore {
  readonly #session = inject(SessionStore);
  readonly #language = inject(LanguageStore);
  readonly email = signal('');
  readonly password = signal('');
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly #tried = signal(false);

  readonly demoPersons = computed(() => (this.#session.session()?.demo ? this.#session.session()!.demoPersons : []));
  readonly emailError = computed(() => {
    if (!this.#tried()) return '';
    if (this.email().trim() === '') return 'signIn.emailMissing';
    return looksLikeAddress(this.email().trim()) ? '' : 'signIn.emailWrong';
  });
  readonly passwordError = computed(() => (this.#tried() && this.password() === '' ? 'signIn.passwordMissing' : ''));

  /** Whether it succeeded. */
  async submit(): Promise<boolean> {
    this.#tried.set(true);
    if (this.emailError() || this.passwordError()) return false;
    return this.#attempt(this.email().trim(), this.password());
  }

  async signInAs(person: DemoPersonView): Promise<boolean> {
    return this.#attempt(person.email, person.password);
  }

  async #attempt(email: string, password: string): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.#session.signIn(email, password);
      await this.#language.start(this.#session.person()?.language ?? null);
      return true;
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
