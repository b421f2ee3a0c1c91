import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { INSTALLATION, Refused, writeJournal, type Installation, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ErasureRepository } from './_persistence/erasure.repository';
import { IdentityRepository, requireOtherAdministrators } from './_persistence/identity.repository';

const CODE_BYTES = 3;

/** Erasing a person, in the transaction of the application itself. Who may do so, and when, is decided above. */
@Injectable()
export class ErasureActions {
  constructor(
    private readonly identity: IdentityRepository,
    private readonly erasure: ErasureRepository,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * Takes away all that tells who the person was, and ends her roles. Her number stays: the journal and the budgets refer to it. Out: what stands for her name
   * now, and the name and addresses that were hers. Refusals: 404, 409 identity.last-administrator.
   */
  async erase(tx: Transaction, by: Actor, personId: string, reason: string): Promise<{ name: string; formerName: string; addresses: string[] }> {
    await this.identity.lockAdministrators(tx);
    const person = await this.erasure.lockPerson(tx, personId);
    if (!person) throw new Refused(404, 'general.not-found');
    await requireOtherAdministrators(this.identity, tx, await this.identity.assignmentsOf(tx, personId), { personId }, this.installation.demo);
    const name = await this.freeName(tx);
    await this.erasure.removeTies(tx, personId, person.addresses);
    // A domain that can never be one (RFC 2606): no mail goes there, and nobody can sign in with it.
    await this.erasure.emptyPerson(tx, personId, { name, email: `${personId}@erased.invalid`, language: 'en' });
    await writeJournal(tx, { projectId: null, actor: by, act: 'erasePerson', changes: [{ subject: `person:${personId}`, label: '', before: null, after: { reason } }] });
    return { name, formerName: person.name, addresses: person.addresses };
  }

  /** A code by which what one erased person did can be told from what another did; it follows from nothing. */
  private async freeName(tx: Transaction): Promise<string> {
    for (;;) {
      const name = `erased:${randomBytes(CODE_BYTES).toString('hex').toUpperCase()}`;
      if (await this.erasure.isNameFree(tx, name)) return name;
    }
  }
}
