import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import { AttemptRepository, type AttemptKind } from '../_persistence/attempt.repository';

interface Limits {
  readonly minutes: number;
  readonly both?: number;
  readonly account?: number;
  readonly address?: number;
}

/** How often in so many minutes: on one account from one address, on one account, from one address (behind which a whole office may sit). */
const LIMITS: Readonly<Record<AttemptKind, Limits>> = {
  SIGN_IN: { minutes: 15, both: 5, account: 30, address: 50 },
  CODE: { minutes: 15, account: 5 },
  RESET: { minutes: 60, account: 5, address: 30 },
  EMAIL_CHANGE: { minutes: 60, account: 5, address: 30 },
  LINK: { minutes: 15, address: 30 },
  // Mails to people who have not asked for them: from one person, to one address.
  INVITE: { minutes: 60, account: 100 },
  INVITE_TO: { minutes: 60, account: 20 },
};

/** Throttling: what can be guessed may be tried so often, what is sent may be asked for so often. */
@Injectable()
export class Attempts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attempts: AttemptRepository,
  ) {}

  /**
   * Counts an attempt before it is made, in a transaction of its own: of a hundred at the same time only as many come through as are allowed, and what
   * fails afterwards is counted. Refusal: 429 identity.too-many-attempts.
   */
  async take(kind: AttemptKind, { account = '', address }: { account?: string; address: string }): Promise<void> {
    const limits = LIMITS[kind];
    const isTaken = await this.unitOfWork.run(SYSTEM, async (tx) => {
      await this.attempts.lock(tx, kind, account, address);
      const made = await this.attempts.count(tx, kind, account, address, limits.minutes);
      if ((['both', 'account', 'address'] as const).some((by) => made[by] >= (limits[by] ?? Infinity))) return false;
      await this.attempts.add(tx, kind, account, address);
      return true;
    });
    if (!isTaken) throw new Refused(429, [refusal('identity.too-many-attempts', { minutes: limits.minutes })], {}, { 'retry-after': String(limits.minutes * 60) });
  }

  /** It was right: what was tried on this account, from this address or from any, no longer counts. */
  forget(tx: Transaction, kind: AttemptKind, account: string, address: string | null = null): Promise<void> {
    return this.attempts.forget(tx, kind, account, address);
  }
}
