import { Injectable } from '@nestjs/common';
import type { Transaction } from '../persistence/unit-of-work';

/** An act under its key: who asks for what. */
export interface KeyedAct {
  readonly personId: string;
  readonly key: string;
  readonly route: string;
  readonly requestHash: Buffer;
}

export interface GivenAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is known of a key: the answer once it is given; `seconds` since the act began. */
export interface KnownKey {
  readonly route: string;
  readonly requestHash: Buffer;
  readonly seconds: number;
  readonly answer: GivenAnswer | null;
}

/** Acts under their keys. */
@Injectable()
export class IdempotencyRepository {
  /** Takes the key for the act. Out: null where it was free, else what is known of it. */
  async take(tx: Transaction, { personId, key, route, requestHash }: KeyedAct): Promise<KnownKey | null> {
    await tx.query(`delete from idempotency_key where created_at < now() - interval '24 hours'`);
    for (;;) {
      const taken = await tx.query('insert into idempotency_key (person_id, key, route, request_hash) values ($1, $2, $3, $4) on conflict do nothing returning 1', [personId, key, route, requestHash]);
      if (taken.length) return null;
      // The act that held the key may have failed, and given it free, between the two statements.
      const known = await this.find(tx, personId, key);
      if (known) return known;
    }
  }

  private async find(tx: Transaction, personId: string, key: string): Promise<KnownKey | null> {
    const [row] = await tx.query(
      `select route, request_hash "requestHash", extract(epoch from now() - created_at)::float8 seconds,
              case when state = 'DONE' then json_build_object('status', status, 'body', body, 'headers', headers) end answer
         from idempotency_key where person_id = $1 and key = $2`,
      [personId, key],
    );
    return row ?? null;
  }

  async keepAnswer(tx: Transaction, { personId, key }: KeyedAct, { status, body, headers }: GivenAnswer): Promise<void> {
    await tx.query(`update idempotency_key set state = 'DONE', status = $3, body = $4, headers = $5 where person_id = $1 and key = $2`, [
      personId, key, status, body === undefined ? null : JSON.stringify(body), JSON.stringify(headers),
    ]);
  }

  async forget(tx: Transaction, { personId, key }: KeyedAct): Promise<void> {
    await tx.query('delete from idempotency_key where person_id = $1 and key = $2', [personId, key]);
  }
}
