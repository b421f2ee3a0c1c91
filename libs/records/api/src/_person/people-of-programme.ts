import { Injectable } from '@nestjs/common';
import { Refused, type ProgrammePath, type Transaction, UnitOfWork, SYSTEM } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { administers } from '@passerelle/access/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import { PersonDataRepository } from '../_persistence/person-data.repository';

/** Whom an administrator looks after: the question before everything that is done with a person's data. */
@Injectable()
export class PeopleOfProgramme {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programmes: ProgrammeReader,
    private readonly people: PersonDataRepository,
  ) {}

  /** Whether the programme is the administrator's, as her own transaction sees it. Out: its id. Refusals: 404, 403. */
  async programme(actor: Actor, { programme }: ProgrammePath): Promise<string> {
    return this.unitOfWork.read(actor, async (tx) => (await this.programmes.programmeFor(tx, actor, 'person.manage', programme)).programmeId);
  }

  /**
   * Whether the person is hers to look after. Refusals: 404 where she never had to do with the programme (who administers the whole installation looks after
   * everybody), 403 personalData.person-elsewhere where she has, or had, to do with one that the administrator does not administer: an invitation makes nobody hers.
   */
  async require(tx: Transaction, actor: Actor, programmeId: string, personId: string): Promise<void> {
    const programmeIds = await this.people.programmesOf(tx, personId);
    if (!programmeIds || !(administers(actor, null) || programmeIds.includes(programmeId))) throw new Refused(404, 'general.not-found');
    if (!programmeIds.every((id) => administers(actor, id))) throw new Refused(403, 'personalData.person-elsewhere');
  }

  /** Something about accounts of others, which no person's own transaction is shown: decided first, then done in the application's own name. */
  async of<T>(actor: Actor, path: ProgrammePath, personId: string, act: (tx: Transaction) => Promise<T>): Promise<T> {
    const programmeId = await this.programme(actor, path);
    return this.unitOfWork.run(SYSTEM, async (tx) => {
      await this.require(tx, actor, programmeId, personId);
      return act(tx);
    });
  }
}
