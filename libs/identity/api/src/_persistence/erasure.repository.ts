import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';

/** Takes away what tells who a person was. */
@Injectable()
export class ErasureRepository {
  /** Her name, her address and those under which she was invited; her row is locked. Null where there is no such person, or not any more. */
  async lockPerson(tx: Transaction, personId: string): Promise<{ name: string; addresses: string[] } | null> {
    const [person] = await tx.query(`select name, lower(email) email from person where id = $1 and status <> 'ERASED' for update`, [personId]);
    if (!person) return null;
    const invited: { email: string }[] = await tx.query(
      `select distinct lower(email) email from invitation where accepted_person_id = $1
       union select lower(new_email) from one_time_link where person_id = $1 and new_email is not null`,
      [personId],
    );
    return { name: person.name, addresses: [...new Set([person.email, ...invited.map(({ email }) => email)])] };
  }

  async isNameFree(tx: Transaction, name: string): Promise<boolean> {
    const rows = await tx.query('select 1 from person where name = $1', [name]);
    return rows.length === 0;
  }

  /** What hangs on the account: sessions, links, second factor, roles, invitations, attempts. */
  async removeTies(tx: Transaction, personId: string, addresses: readonly string[]): Promise<void> {
    // Codes go with the second factor, links with their invitation. An invitation that she accepted says under what address; one that is open, to where.
    for (const table of ['session', 'one_time_link', 'totp', 'external_identity', 'role_assignment']) await tx.query(`delete from ${table} where person_id = $1`, [personId]);
    await tx.query('delete from invitation where accepted_person_id = $1 or (accepted_person_id is null and lower(email) = $2)', [personId, addresses[0]]);
    await tx.query('delete from attempt where account = $1 or lower(account) = any($2)', [personId, addresses]);
  }

  /** The row stays, since what she did refers to it, and holds nothing of her any more. */
  async emptyPerson(tx: Transaction, personId: string, { name, email, language }: { name: string; email: string; language: string }): Promise<void> {
    await tx.query(`update person set name = $2, email = $3, language = $4, password_hash = null, last_seen_at = null, status = 'ERASED' where id = $1`, [personId, name, email, language]);
  }
}
