import { Injectable } from '@nestjs/common';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import { mayAnywhere, type Actor, type Permission } from '@passerelle/shared/kernel';
import type { BudgetRules } from '@passerelle/programme/model';
import { ProgrammeRepository, type StoredProgramme } from './_persistence/programme.repository';

export type { StoredProgramme } from './_persistence/programme.repository';

/** What other domains ask about programmes. */
@Injectable()
export class ProgrammeReader {
  constructor(private readonly programmes: ProgrammeRepository) {}

  /** The programme with its lists. Refusal: 404 general.not-found. */
  async get(tx: Transaction, code: string): Promise<StoredProgramme> {
    const found = await this.programmes.find(tx, code);
    if (!found) throw new Refused(404, 'general.not-found');
    return found;
  }

  /**
   * The programme, for somebody with that permission anywhere in it; what in it the permission reaches is another question. Refusals: 404 where it is not
   * there or she has no role in it, 403 where she has one that does not carry the permission.
   */
  async programmeFor(tx: Transaction, actor: Actor, permission: Permission, code: string): Promise<StoredProgramme> {
    const programme = await this.get(tx, code);
    const assignments = actor.assignments.filter(({ programmeId }) => programmeId === null || programmeId === programme.programmeId);
    if (!assignments.length) throw new Refused(404, 'general.not-found');
    if (!mayAnywhere({ ...actor, assignments }, permission)) throw new Refused(403, 'general.not-allowed');
    return programme;
  }

  /** A programme's rules for budgets; empty lists where it has none. */
  budgetRules(tx: Transaction, programmeId: string): Promise<BudgetRules> {
    return this.programmes.budgetRules(tx, programmeId);
  }

  codes(tx: Transaction): Promise<string[]> {
    return this.programmes.codes(tx);
  }

  /** Locks the programme until the end of the transaction. */
  lock(tx: Transaction, programmeId: string): Promise<void> {
    return this.programmes.lock(tx, programmeId);
  }
}
