import { Injectable } from '@nestjs/common';
import { actsOf, readActs, Refused, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import { reachesOf, type Actor } from '@passerelle/shared/kernel';
import type { ActsQuery, PersonActsPage } from '@passerelle/overview/model';
import { ASKED, filterOf, idsIn, PAGE_SIZE } from '../_journal/journal-page';
import { OverviewRepository, type ProjectPlace, type Reached } from '../_persistence/overview.repository';

const IN_NO_PROJECT: ProjectPlace = { programmeCode: null, projectCode: null, projectAcronym: null };

interface Wanted {
  readonly personId: string;
  readonly personName: string;
  /** The projects that the reader may look into. */
  readonly projects: ReadonlyMap<string, ProjectPlace>;
  /** Also what was done in no project. */
  readonly andInNone: boolean;
  readonly pairs: readonly { projectId: string | null; act: string }[];
}

const projectsIn = (pairs: Wanted['pairs']): string[] => [...new Set(pairs.flatMap(({ projectId }) => (projectId === null ? [] : [projectId])))];

/** What a person did, across the projects that the reader may look into: never an entry of another one, though it is the same person's. */
@Injectable()
export class ReadActsUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly overview: OverviewRepository,
  ) {}

  /** A person's acts in a programme. Refusals: 404 where the reader has no role in it, or may know nothing of the person; 403 where no role carries the permission. */
  read(actor: Actor, programmeCode: string, personId: string, query: ActsQuery): Promise<PersonActsPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { programmeId, reaches } = await this.reachOf(tx, actor, programmeCode);
      const pairs = await actsOf(tx, personId);
      const projects = await this.overview.reachedProjects(tx, programmeId, reaches, projectsIn(pairs));
      const personName = await this.overview.personName(tx, personId, { programmeId, reaches, hasActed: projects.size > 0 });
      if (personName === null) throw new Refused(404, 'general.not-found');
      return this.page(tx, { personId, personName, projects, andInNone: false, pairs }, query);
    });
  }

  /** One's own acts, in every programme. */
  own(actor: Actor, query: ActsQuery): Promise<PersonActsPage> {
    return this.unitOfWork.read(actor, async (tx) => {
      const personId = actor.personId!;
      const pairs = await actsOf(tx, personId);
      const reaches = reachesOf(actor, 'project.read');
      const programmeIds = new Set(reaches.flatMap(({ assignment }) => assignment.programmeId ?? []));
      const projects = new Map<string, ProjectPlace>();
      for (const programmeId of programmeIds) for (const [id, place] of await this.overview.reachedProjects(tx, programmeId, reaches, projectsIn(pairs))) projects.set(id, place);
      return this.page(tx, { personId, personName: actor.name, projects, andInNone: true, pairs }, query);
    });
  }

  private async page(tx: Transaction, { personId, personName, projects, andInNone, pairs }: Wanted, query: ActsQuery): Promise<PersonActsPage> {
    const found = await readActs(tx, { personId, projectIds: [...projects.keys()], andInNone, ...filterOf(query), before: query.before, limit: ASKED });
    const acts = found.slice(0, PAGE_SIZE);
    const isWithin = (projectId: string | null): boolean => (projectId === null ? andInNone : projects.has(projectId));
    return {
      personId,
      personName,
      entries: acts.map(({ recordId: _recordId, projectId, ...entry }) => ({ ...entry, ...(projects.get(projectId ?? '') ?? IN_NO_PROJECT) })),
      earlierBefore: found.length > PAGE_SIZE ? acts.at(-1)!.recordId : null,
      names: await this.overview.namesOf(tx, idsIn(acts)),
      acts: [...new Set(pairs.filter(({ projectId }) => isWithin(projectId)).map(({ act }) => act))].sort(),
    };
  }

  /** How far the reader's roles carry the permission in the programme. */
  private async reachOf(tx: Transaction, actor: Actor, programmeCode: string): Promise<{ programmeId: string; reaches: Reached }> {
    const programmeId = await this.overview.programmeId(tx, programmeCode);
    const isOf = ({ programmeId: bound }: { programmeId: string | null }): boolean => bound === null || bound === programmeId;
    if (!programmeId || !actor.assignments.some(isOf)) throw new Refused(404, 'general.not-found');
    const reaches = reachesOf(actor, 'person.readActs').filter(({ assignment }) => isOf(assignment));
    if (reaches.length === 0) throw new Refused(403, 'general.not-allowed');
    return { programmeId, reaches };
  }
}
