import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';

/** Accounts of providers, and whose they are. */
@Injectable()
export class ExternalIdentityRepository {
  /** The active person behind an account of a provider; persons of the demo only where `demo` says so. */
  async personOf(tx: Transaction, issuer: string, subject: string, demo: boolean): Promise<string | null> {
    const rows = await tx.query(
      `select p.id from external_identity x join person p on p.id = x.person_id where x.issuer = $1 and x.subject = $2 and p.status = 'ACTIVE' and (not p.is_demo or $3)`,
      [issuer, subject, demo],
    );
    return rows[0]?.id ?? null;
  }

  /** Whether it was added; false where the account, or another one of the same provider, is linked already. */
  async add(tx: Transaction, link: { issuer: string; subject: string; provider: string; personId: string }): Promise<boolean> {
    const rows = await tx.query('insert into external_identity (issuer, subject, provider, person_id) values ($1, $2, $3, $4) on conflict do nothing returning 1', [link.issuer, link.subject, link.provider, link.personId]);
    return rows.length > 0;
  }

  async providersOf(tx: Transaction, personId: string): Promise<string[]> {
    const rows: { provider: string }[] = await tx.query('select provider from external_identity where person_id = $1 order by linked_at', [personId]);
    return rows.map(({ provider }) => provider);
  }

  /** Whether there was one. */
  async remove(tx: Transaction, personId: string, provider: string): Promise<boolean> {
    const [rows] = await tx.query('delete from external_identity where person_id = $1 and provider = $2 returning 1', [personId, provider]);
    return rows.length > 0;
  }
}
