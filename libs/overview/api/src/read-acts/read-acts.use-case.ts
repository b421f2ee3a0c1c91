import { Injectable } from '@nestjs/common';
import { actsOf, readActs, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { reachesOf, type Actor } from '@passerelle/shared/kernel';
import type { ActsQuery, PersonActsPage } from '@passerelle/overview/model';
import { ASKED, filterOf, idsIn, PAGE_SIZE } from '../_journal/journal-page';
import { OverviewRepository, type Reached } from '../_persistence/overview.repository';


/** What a person did, across the projects whose acts the reader may read: never an entry of another one, though it is the same person's. */
@Injectable()
export class ReadActsUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overview: OverviewRepository,
  ) {}

  read(actor: Actor, programmeCode: string, personId: string, query: ActsQuery): Promise<PersonActsPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { programmeId, reaches } = await this.reachOf(tx, actor, programmeCode);
      const pairs = await actsOf(tx, personId);
      const projects = await this.overview.reachedProjects(tx, programmeId, reaches, [...new Set(pairs.map(({ projectId }) => projectId))]);
      const personName = await this.overview.personName(tx, personId, { programmeId, reaches, hasActed: projects.size > 0 });
      if (personName === null) throw new Refused(404, 'general.not-found');
      const found = await readActs(tx, { personId, projectIds: [...projects.keys()], ...filterOf(query), before: query.before, limit: ASKED });
      const acts = found.slice(0, PAGE_SIZE);
      return {
        personId,
        personName,
        entries: acts.map(({ recordId: _recordId, projectId, ...entry }) => ({ ...entry, ...projects.get(projectId)! })),
        earlierBefore: found.length > PAGE_SIZE ? acts.at(-1)!.recordId : null,
        names: await this.overview.namesOf(tx, idsIn(acts)),
        acts: [...new Set(pairs.filter(({ projectId }) => projects.has(projectId)).map(({ act }) => act))].sort(),
      };
    });
  }

  /** How far the reader's roles carry the permission in the programme. Refusals: 404 where she has no role in it, 403 where none that carries it. */
  private async reachOf(tx: Transaction, actor: Actor, programmeCode: string): Promise<{ programmeId: string; reaches: Reached }> {
    const programmeId = await this.overview.programmeId(tx, programmeCode);
    const isOf = ({ programmeId: bound }: { programmeId: string | null }): boolean => bound === null || bound === programmeId;
    if (!programmeId || !actor.assignments.some(isOf)) throw new Refused(404, 'general.not-found');
    const reaches = reachesOf(actor, 'person.readActs').filter(({ assignment }) => isOf(assignment));
    if (reaches.length === 0) throw new Refused(403, 'general.not-allowed');
    return { programmeId, reaches };
  }
}
