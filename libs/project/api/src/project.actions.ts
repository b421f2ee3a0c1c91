import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Texts } from '@passerelle/shared/kernel';
import type { ProjectStatus } from '@passerelle/project/model';
import { ProjectRepository } from './_persistence/project.repository';

/** What a project is when it comes in. Dates are ISO. */
export interface NewProject {
  readonly programmeId: string;
  readonly code: string;
  readonly acronym: string;
  readonly titles: Texts;
  readonly summaries: Texts;
  readonly projectTypeId: string | null;
  readonly specificObjectiveId: string | null;
  readonly interventionCategoryId: string | null;
  readonly interventionCategoryText: string | null;
  readonly status: ProjectStatus;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly lastUpdate: string | null;
}

/** What other domains do with projects, in their own transaction. */
@Injectable()
export class ProjectActions {
  constructor(private readonly projects: ProjectRepository) {}

  /** Out: the id of the new project. The database refuses a code that the programme has already. */
  async create(tx: Transaction, project: NewProject): Promise<string> {
    const id = uuid();
    await this.projects.add(tx, id, project);
    return id;
  }

  /** The project's id by its code in the programme, or null. */
  idOf(tx: Transaction, programmeId: string, code: string): Promise<string | null> {
    return this.projects.idOf(tx, programmeId, code);
  }
}
