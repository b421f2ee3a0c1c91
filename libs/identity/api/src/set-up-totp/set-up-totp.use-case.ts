import { Injectable } from '@nestjs/common';
import { encode } from 'uqr';
import { Refused, SYSTEM, UnitOfWork, writeJournal, type SignedIn, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { MailActions } from '@passerelle/mail/api';
import type { RecoveryCodes, TotpSetup } from '@passerelle/identity/model';
import { IdentityRepository, type AccountRecord } from '../_persistence/identity.repository';
import { TotpRepository } from '../_persistence/totp.repository';
import { OwnPassword } from '../_passwords/own-password';
import { Sessions } from '../_sessions/sessions';
import { SecondFactor } from '../_totp/second-factor';

const QUIET_ZONE = 4;

/** The own account's second factor: set up, confirmed by a first code, taken away. */
@Injectable()
export class SetUpTotpUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly totps: TotpRepository,
    private readonly secondFactor: SecondFactor,
    private readonly ownPassword: OwnPassword,
    private readonly sessions: Sessions,
    private readonly mails: MailActions,
  ) {}

  /** A new secret. Refusal: 409 identity.totp-already. */
  async begin({ personId }: Actor): Promise<TotpSetup> {
    const { secret, uri } = await this.unitOfWork.run(SYSTEM, async (tx) => {
      const person = await this.person(tx, personId!);
      if (person.totpOn) throw new Refused(409, 'identity.totp-already');
      return this.secondFactor.begin(tx, person.personId, person.email);
    });
    return { secret, uri, ...qrOf(uri) };
  }

  /** The first code turns it on, and gives the recovery codes. Refusals: 409 identity.totp-already, identity.totp-not-begun, 422 identity.code-wrong at /code, 429. */
  async confirm({ actor, sessionId }: SignedIn, code: string, address: string): Promise<RecoveryCodes> {
    const personId = actor.personId!;
    await this.requireState(personId, 'begun');
    const codes = await this.secondFactor.withCode({ personId, code, address, status: 422, confirming: true }, async (tx) => {
      await this.totps.confirm(tx, personId);
      await this.sessions.markSecondFactor(tx, sessionId);
      await this.tell(tx, actor, 'setUpTotp');
      return this.secondFactor.makeRecoveryCodes(tx, personId);
    });
    return { codes };
  }

  /** New recovery codes; the old ones are worth nothing any more. Refusals: 409 identity.totp-not-begun, 422 identity.code-wrong at /code, 429. */
  async renewCodes(actor: Actor, code: string, address: string): Promise<RecoveryCodes> {
    const personId = actor.personId!;
    await this.requireState(personId, 'on');
    const codes = await this.secondFactor.withCode({ personId, code, address, status: 422 }, async (tx) => {
      await this.tell(tx, actor, 'renewRecoveryCodes');
      return this.secondFactor.makeRecoveryCodes(tx, personId);
    });
    return { codes };
  }

  /**
   * Refusals: 403 identity.totp-required, 409 identity.totp-not-begun, identity.no-password, 422 identity.password-wrong at /password, identity.code-wrong at /code, 429.
   */
  async remove(actor: Actor, { password, code }: { password: string; code: string }, address: string): Promise<void> {
    const personId = actor.personId!;
    if (this.sessions.needsTotp(actor)) throw new Refused(403, 'identity.totp-required');
    await this.requireState(personId, 'on');
    await this.ownPassword.check(personId, password, { address });
    await this.secondFactor.withCode({ personId, code, address, status: 422 }, async (tx) => {
      await this.totps.remove(tx, personId);
      await this.tell(tx, actor, 'removeTotp');
    });
  }

  private async requireState(personId: string, wanted: 'begun' | 'on'): Promise<void> {
    const state = await this.unitOfWork.run(SYSTEM, (tx) => this.totps.lock(tx, personId));
    if (!state || (wanted === 'on' && !state.isConfirmed)) throw new Refused(409, 'identity.totp-not-begun');
    if (wanted === 'begun' && state.isConfirmed) throw new Refused(409, 'identity.totp-already');
  }

  private async tell(tx: Transaction, actor: Actor, act: string): Promise<void> {
    const { personId, email, name, language } = await this.person(tx, actor.personId!);
    await this.mails.send(tx, { to: email, personId, language, kind: 'identity.totp-changed', params: { name } });
    await writeJournal(tx, { projectId: null, actor, act, changes: [{ subject: `person:${personId}`, label: '', before: null, after: null }] });
  }

  private async person(tx: Transaction, personId: string): Promise<AccountRecord> {
    const person = await this.identity.lockPerson(tx, personId);
    if (!person) throw new Refused(401, 'general.sign-in-needed');
    return person;
  }
}

/** The code as the path of an SVG, one square per dark module: the screen draws it without making markup out of text. */
function qrOf(text: string): { qrPath: string; qrSize: number } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { qrPath: squares.join(''), qrSize: size };
}
