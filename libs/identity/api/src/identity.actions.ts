import { Injectable } from '@nestjs/common';
import { Refused, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import { refusal, type Actor, type Assignment, type Language } from '@passerelle/shared/kernel';
import { IdentityRepository } from './_persistence/identity.repository';
import { hashPassword } from './password';

const PASSWORD_MIN_LENGTH = 12;

/** What other domains and the command line may do with accounts, in their own transaction. */
@Injectable()
export class IdentityActions {
  constructor(private readonly identity: IdentityRepository) {}

  hasAccount(tx: Transaction, email: string): Promise<boolean> {
    return this.identity.emailExists(tx, email);
  }

  /**
   * Makes an account with its roles. Refusals: 422 identity.password-too-short (under 12 characters), identity.email-invalid, identity.email-taken.
   */
  async createAccount(tx: Transaction, by: Actor | null, account: { email: string; name: string; language: Language; password: string; isDemo?: boolean; assignments: readonly Assignment[] }): Promise<string> {
    const reasons = [];
    if (!/^[^\s@]+@[^\s@]+$/.test(account.email)) reasons.push(refusal('identity.email-invalid', {}, '/email'));
    if (account.password.length < PASSWORD_MIN_LENGTH) reasons.push(refusal('identity.password-too-short', { characters: PASSWORD_MIN_LENGTH }, '/password'));
    if (await this.identity.emailExists(tx, account.email)) reasons.push(refusal('identity.email-taken', {}, '/email'));
    if (reasons.length) throw new Refused(422, reasons);
    const personId = await this.identity.addPerson(tx, { ...account, isDemo: account.isDemo ?? false, passwordHash: await hashPassword(account.password) });
    for (const assignment of account.assignments) await this.identity.addAssignment(tx, personId, assignment);
    await writeJournal(tx, { projectId: null, actor: by, act: 'createAccount', changes: [{ subject: `person:${personId}`, label: '', before: null, after: { roles: account.assignments.map(({ role }) => role) } }] });
    return personId;
  }
}
