import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import { IdentityRepository, type AccountRecord } from '../_persistence/identity.repository';
import { Attempts } from '../_attempts/attempts';
import { isPassword } from './password';

/** Asks who is signed in for her password again, before something that an open screen alone must not be enough for. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly attempts: Attempts,
  ) {}

  /**
   * The account, once the password was right. Refusals: 409 identity.no-password, 422 identity.password-wrong at the pointer (not 401: the session is as good as before),
   * 429 identity.too-many-attempts, counted with those of signing in.
   */
  async check(personId: string, password: string, { address, pointer = '/password' }: { address: string; pointer?: string }): Promise<AccountRecord> {
    const account = await this.unitOfWork.read(SYSTEM, (tx) => this.identity.findPerson(tx, personId));
    if (!account) throw new Refused(401, 'general.sign-in-needed');
    if (account.passwordHash === null) throw new Refused(409, 'identity.no-password');
    const name = account.email.toLowerCase();
    await this.attempts.take('SIGN_IN', { account: name, address });
    if (!(await isPassword(password, account.passwordHash))) throw new Refused(422, [refusal('identity.password-wrong', {}, pointer)]);
    await this.unitOfWork.run(SYSTEM, (tx) => this.attempts.forget(tx, 'SIGN_IN', name, address));
    return account;
  }
}
