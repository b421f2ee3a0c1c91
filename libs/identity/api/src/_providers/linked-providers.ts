import { Injectable } from '@nestjs/common';
import { Refused, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import { MailActions } from '@passerelle/mail/api';
import { ExternalIdentityRepository } from '../_persistence/external-identity.repository';
import type { AccountRecord } from '../_persistence/identity.repository';
import { ProviderClient, type ProviderIdentity } from './provider-client';

/** Accounts of providers that open an account here. Each opens it without the password, so its holder is told of every one that comes or goes. */
@Injectable()
export class LinkedProviders {
  constructor(
    private readonly identities: ExternalIdentityRepository,
    private readonly client: ProviderClient,
    private readonly mails: MailActions,
  ) {}

  /** Links it. Refusal: 409 identity.provider-taken. */
  async add(tx: Transaction, personId: string, provider: string, identity: ProviderIdentity): Promise<void> {
    if (!(await this.identities.add(tx, { ...identity, provider, personId }))) throw new Refused(409, 'identity.provider-taken');
    await writeJournal(tx, { projectId: null, actor: { personId }, act: 'linkProvider', changes: [{ subject: `person:${personId}`, label: '', before: null, after: { provider } }] });
  }

  /** Takes it away, and tells. */
  async remove(tx: Transaction, person: AccountRecord, provider: string): Promise<void> {
    const { personId } = person;
    await this.identities.remove(tx, personId, provider);
    await this.tell(tx, person, provider, 'identity.provider-unlinked');
    await writeJournal(tx, { projectId: null, actor: { personId }, act: 'unlinkProvider', changes: [{ subject: `person:${personId}`, label: '', before: { provider }, after: null }] });
  }

  async removeAll(tx: Transaction, person: AccountRecord): Promise<void> {
    for (const provider of await this.identities.providersOf(tx, person.personId)) await this.remove(tx, person, provider);
  }

  async tell(tx: Transaction, { personId, email, name, language }: AccountRecord, provider: string, kind: 'identity.provider-linked' | 'identity.provider-unlinked'): Promise<void> {
    await this.mails.send(tx, { to: email, personId, language, kind, params: { name, provider: this.client.nameOf(provider) } });
  }
}
