import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';

export type AttemptKind = 'SIGN_IN' | 'CODE' | 'RESET' | 'EMAIL_CHANGE' | 'LINK' | 'INVITE' | 'INVITE_TO';

/** Attempts, kept for an hour. */
@Injectable()
export class AttemptRepository {
  /** Until the transaction ends, nobody else counts for this account or from this address: attempts made at the same time are counted one after the other. */
  async lock(tx: Transaction, kind: AttemptKind, account: string, address: string): Promise<void> {
    // First the account, then the address, whoever asks: no two wait for each other.
    await tx.query('select pg_advisory_xact_lock(1, hashtext($1)), pg_advisory_xact_lock(2, hashtext($2))', [`${kind} ${account}`, `${kind} ${address}`]);
  }

  /** Of the last minutes: on this account from this address, on this account, from this address. */
  async count(tx: Transaction, kind: AttemptKind, account: string, address: string, minutes: number): Promise<{ both: number; account: number; address: number }> {
    const rows = await tx.query(
      `select count(*) filter (where account = $2 and address = $3)::int "both", count(*) filter (where account = $2)::int "account", count(*) filter (where address = $3)::int "address"
         from attempt where kind = $1 and at > now() - make_interval(mins => $4) and (account = $2 or address = $3)`,
      [kind, account, address, minutes],
    );
    return rows[0];
  }

  async add(tx: Transaction, kind: AttemptKind, account: string, address: string): Promise<void> {
    await tx.query(`delete from attempt where at < now() - interval '1 hour'`);
    await tx.query('insert into attempt (id, kind, account, address) values ($1, $2, $3, $4)', [uuid(), kind, account, address]);
  }

  /** Forgets what was tried on this account, from this address or (null) from any. */
  async forget(tx: Transaction, kind: AttemptKind, account: string, address: string | null): Promise<void> {
    await tx.query('delete from attempt where kind = $1 and account = $2 and ($3::text is null or address = $3)', [kind, account, address]);
  }
}
