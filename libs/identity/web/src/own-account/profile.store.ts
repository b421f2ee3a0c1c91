import { Injectable, computed, inject, signal } from '@angular/core';
import type { AccountView, ChangeAccount } from '@passerelle/identity/model';
import type { Language } from '@passerelle/shared/kernel';
import { ApiClient, LanguageStore, SessionStore } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';
import { Form, missing } from '../_ui/form';

/** Name and language: saved as soon as the field is left, like all content. */
@Injectable()
export class ProfileStore {
  readonly #api = inject(ApiClient);
  readonly #account = inject(AccountStore);
  readonly #language = inject(LanguageStore);
  readonly #session = inject(SessionStore);
  readonly form = new Form(['name'], ({ name }) => ({ name: missing(name, 'account.name.missing') }));
  readonly language = computed(() => this.#account.account()?.language ?? this.#language.language());
  /** When the last change was saved. */
  readonly savedAt = signal<string | null>(null);

  constructor() {
    this.form.values.name.set(this.#account.account()?.name ?? '');
  }

  async saveName(): Promise<boolean> {
    if (this.form.values.name().trim() === this.#account.account()?.name) return true;
    return this.form.submit(({ name }) => this.#change({ name: name.trim() }));
  }

  /** The language of her mails, and of what she has before her. */
  async saveLanguage(language: Language): Promise<boolean> {
    return this.form.run(async () => {
      await this.#change({ language });
      await this.#language.use(language);
    });
  }

  async #change(wanted: ChangeAccount): Promise<void> {
    this.#account.take((await this.#api.change<AccountView>('PATCH', '/api/account', wanted)).body);
    this.savedAt.set(new Date().toISOString());
    // Her name stands in the top bar.
    await this.#session.refresh();
  }
}
