import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import type { LinkProvider } from '@passerelle/identity/model';
import { ExternalIdentityRepository } from '../_persistence/external-identity.repository';
import { IdentityRepository, type AccountRecord } from '../_persistence/identity.repository';
import { OwnPassword } from '../_passwords/own-password';
import { LinkedProviders } from '../_providers/linked-providers';
import { SecondFactor } from '../_totp/second-factor';

/** Accounts elsewhere that open the own one: who is asked what before one is linked, and which may be taken away. */
@Injectable()
export class LinkProviderUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly identities: ExternalIdentityRepository,
    private readonly linked: LinkedProviders,
    private readonly ownPassword: OwnPassword,
    private readonly secondFactor: SecondFactor,
  ) {}

  /**
   * Lets through who proves again that it is she, because what is linked outlasts the session: by her password; without one by a code of her second factor; who has
   * neither has signed in by another provider, and nothing is left to ask. Refusals: 422 identity.password-wrong at /password, identity.code-needed and
   * identity.code-wrong at /code, 429.
   */
  async prove(personId: string, { password = '', code }: LinkProvider, address: string): Promise<void> {
    const { passwordHash, totpOn } = this.present(await this.unitOfWork.read(SYSTEM, (tx) => this.identity.findPerson(tx, personId)));
    if (passwordHash !== null) {
      await this.ownPassword.check(personId, password, { address });
    } else if (totpOn) {
      if (!code) throw new Refused(422, [refusal('identity.code-needed', {}, '/code')]);
      await this.secondFactor.withCode({ personId, code, address, status: 422 }, async () => undefined);
    }
  }

  /** Refusals: 404 where it is not linked, 409 identity.provider-last where it is the only way to sign in. */
  async unlink(personId: string, provider: string): Promise<void> {
    await this.unitOfWork.run(SYSTEM, async (tx) => {
      const person = this.present(await this.identity.lockPerson(tx, personId));
      const linked = await this.identities.providersOf(tx, personId);
      if (!linked.includes(provider)) throw new Refused(404, 'general.not-found');
      if (!person.passwordHash && linked.length === 1) throw new Refused(409, [refusal('identity.provider-last')]);
      await this.linked.remove(tx, person, provider);
    });
  }

  private present(person: AccountRecord | null): AccountRecord {
    if (!person) throw new Refused(401, 'general.sign-in-needed');
    return person;
  }
}
