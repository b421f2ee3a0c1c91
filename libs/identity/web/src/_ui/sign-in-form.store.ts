import { Injectable, computed, inject, signal } from '@angular/core';
import type { DemoPersonView } from '@passerelle/identity/model';
import { LanguageStore, SessionStore, type ApiProblem } from '@passerelle/shared/web-kit';
import { addressReason } from './addresses';
import { Form, missing } from './form';

/** One attempt to sign in: what was typed stays until it succeeds. Where the account has a second factor its code is asked for once the password is right. */
@Injectable()
export class SignInFormStore {
  readonly #session = inject(SessionStore);
  readonly #language = inject(LanguageStore);
  readonly codeNeeded = signal(false);
  readonly form = new Form(['email', 'password', 'code'], ({ email, password, code }) => ({
    email: addressReason(email),
    password: missing(password, 'signIn.passwordMissing'),
    code: this.codeNeeded() ? missing(code, 'account.code.missing') : null,
  }));
  readonly demoPersons = computed(() => (this.#session.session()?.demo ? this.#session.session()!.demoPersons : []));
  readonly providers = computed(() => this.#session.session()?.providers ?? []);

  /** Whose screen it is that the form stands over. */
  rememberAddress(): void {
    this.form.values.email.set(this.#session.person()?.email ?? '');
  }

  /** Whether it succeeded. */
  submit(): Promise<boolean> {
    return this.form.submit(({ email, password, code }) => this.#enter(email.trim(), password, this.codeNeeded() ? code.trim() : undefined), this.#asksForCode);
  }

  signInAs({ email, password }: DemoPersonView): Promise<boolean> {
    this.codeNeeded.set(false);
    const offered = { email, password };
    return this.form.run(
      () => this.#enter(email, password),
      (problem) => this.#asksForCode(problem, offered),
    );
  }

  async #enter(email: string, password: string, code?: string): Promise<void> {
    await this.#session.signIn(email, password, code);
    await this.#language.start(this.#session.person()?.language ?? null);
  }

  /** No fault of hers: the password was right. */
  readonly #asksForCode = ({ code }: ApiProblem, offered?: Pick<DemoPersonView, 'email' | 'password'>): boolean => {
    if (code !== 'identity.code-needed') return false;
    if (offered) {
      this.form.values.email.set(offered.email);
      this.form.values.password.set(offered.password);
    }
    this.codeNeeded.set(true);
    return true;
  };
}
