import { Injectable } from '@nestjs/common';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
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

  codes(tx: Transaction): Promise<string[]> {
    return this.programmes.codes(tx);
  }

  /** Locks the programme until the end of the transaction. */
  lock(tx: Transaction, programmeId: string): Promise<void> {
    return this.programmes.lock(tx, programmeId);
  }
}
