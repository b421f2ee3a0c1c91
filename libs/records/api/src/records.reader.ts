import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import { retentionOf, type Retention } from '@passerelle/project/model';
import { RetentionActions, type ProjectRetention } from '@passerelle/project/api';

export type ProjectTerm = ProjectRetention & Retention;

/** The day that it is, by the clock of Greenwich: a term of years does not turn on an hour. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** What is asked about the records of projects. */
@Injectable()
export class RecordsReader {
  constructor(private readonly retention: RetentionActions) {}

  /** The projects of a programme, or these of them alone, with how long their records are kept: whose term ends first comes first. */
  async terms(tx: Transaction, programmeId: string, projectIds: readonly string[] | null = null): Promise<ProjectTerm[]> {
    const now = today();
    const projects = await this.retention.ofProjects(tx, programmeId, projectIds);
    const terms = projects.map((project) => ({ ...project, ...retentionOf({ ...project, today: now }) }));
    // Without an end, last. Whose terms end together stay in the order of their codes.
    return terms.sort((a, b) => (a.until ?? '~').localeCompare(b.until ?? '~'));
  }
}
