import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';

export interface TotpRecord {
  /** As it lies there: encrypted. */
  readonly secret: Buffer;
  readonly isConfirmed: boolean;
  readonly lastStep: number;
}

/** Second factors and the codes that stand in for them. */
@Injectable()
export class TotpRepository {
  /** The person's second factor, held until the transaction ends: codes that come at the same time are checked one after the other. */
  async lock(tx: Transaction, personId: string): Promise<TotpRecord | null> {
    const rows = await tx.query(`select secret, confirmed_at is not null "isConfirmed", last_step::float8 "lastStep" from totp where person_id = $1 for update`, [personId]);
    return rows[0] ?? null;
  }

  /** Begins anew; what is confirmed stays. */
  async begin(tx: Transaction, personId: string, secret: Buffer): Promise<void> {
    await tx.query(`insert into totp (person_id, secret) values ($1, $2) on conflict (person_id) do update set secret = excluded.secret, last_step = 0 where totp.confirmed_at is null`, [personId, secret]);
  }

  async confirm(tx: Transaction, personId: string): Promise<void> {
    await tx.query('update totp set confirmed_at = now() where person_id = $1', [personId]);
  }

  async setLastStep(tx: Transaction, personId: string, step: number): Promise<void> {
    await tx.query('update totp set last_step = $2 where person_id = $1', [personId, step]);
  }

  async remove(tx: Transaction, personId: string): Promise<void> {
    await tx.query('delete from totp where person_id = $1', [personId]);
    // What a session was given with it counts no longer.
    await tx.query('update session set second_factor = false where person_id = $1', [personId]);
  }

  async setRecoveryCodes(tx: Transaction, personId: string, hashes: readonly Buffer[]): Promise<void> {
    await tx.query('delete from recovery_code where person_id = $1', [personId]);
    await tx.query('insert into recovery_code (person_id, code_hash) select $1, unnest($2::bytea[])', [personId, hashes]);
  }

  /** Whether it was there and unused. */
  async useRecoveryCode(tx: Transaction, personId: string, hash: Buffer): Promise<boolean> {
    const [, used] = await tx.query('update recovery_code set used_at = now() where person_id = $1 and code_hash = $2 and used_at is null', [personId, hash]);
    return used > 0;
  }

  async countRecoveryCodes(tx: Transaction, personId: string): Promise<number> {
    const rows = await tx.query('select count(*)::int "left" from recovery_code where person_id = $1 and used_at is null', [personId]);
    return rows[0].left;
  }
}
