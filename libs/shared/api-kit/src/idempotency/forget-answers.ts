import type { Transaction } from '../persistence/unit-of-work';

/**
 * Takes away what is kept of a person's acts under their keys, and the answers to others in which she is named by one of these words. An act of somebody else
 * stays done, and is answered without its content should it be sent again.
 */
export async function forgetAnswersAbout(tx: Transaction, personId: string, words: readonly string[]): Promise<void> {
  await tx.query('delete from idempotency_key where person_id = $1', [personId]);
  await tx.query(
    `update idempotency_key set body = null
      where body is not null and exists (select 1 from unnest($1::text[]) word where strpos(lower(body::text), lower(trim(both '"' from to_json(word)::text))) > 0)`,
    [words],
  );
}
