import { Injectable, inject, signal } from '@angular/core';
import { ApiClient, SessionStore, type ApiProblem } from '@passerelle/shared/web-kit';
import { addressReason } from '../_ui/addresses';
import { Form } from '../_ui/form';
import { isOfLink } from '../_ui/link-problems';
import { newPasswordReason } from '../_ui/passwords';

/** A new password by a link: asked for with an address, set with the token. Whether there is an account with that address nothing here tells. */
@Injectable()
export class ResetPasswordStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  #token = '';
  readonly step = signal<'ask' | 'asked' | 'set' | 'done'>('ask');
  /** Why the link leads nowhere. */
  readonly problem = signal<ApiProblem | null>(null);
  readonly asking = new Form(['email'], ({ email }) => ({ email: addressReason(email) }));
  readonly setting = new Form(['password'], ({ password }) => ({ password: newPasswordReason(password, '') }));

  begin(token: string): void {
    this.#token = token;
    this.problem.set(null);
    this.step.set(token === '' ? 'ask' : 'set');
  }

  async ask(): Promise<boolean> {
    const isSent = await this.asking.submit(({ email }) => this.#api.change('POST', '/api/password-resets', { email: email.trim() }));
    if (isSent) this.step.set('asked');
    return isSent;
  }

  async set(): Promise<boolean> {
    const isSet = await this.setting.submit(
      ({ password }) => this.#api.change('POST', '/api/password-resets/use', { token: this.#token, password }),
      (problem) => {
        if (isOfLink(problem)) this.problem.set(problem);
        return isOfLink(problem);
      },
    );
    if (!isSet) return false;
    this.setting.clear();
    this.step.set('done');
    // Every session of hers has ended, this browser's too.
    await this.#session.load().catch(() => undefined);
    return true;
  }
}
