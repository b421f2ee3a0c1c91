import { Injectable } from '@nestjs/common';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import { may, type Actor, type Permission } from '@passerelle/shared/kernel';
import { PartnershipRepository } from './_persistence/partnership.repository';
import type { ProjectAccess } from './access-target';

/** What other domains ask about partnerships. */
@Injectable()
export class PartnershipReader {
  constructor(private readonly partnerships: PartnershipRepository) {}

  /** The project, for somebody with that permission on it. Refusals: 404 where it is not there or may not be seen, 403 where it may be seen but not this. */
  async projectFor(tx: Transaction, actor: Actor, permission: Permission, programmeCode: string, projectCode: string): Promise<ProjectAccess> {
    return permitted(actor, permission, await this.partnerships.findAccess(tx, programmeCode, projectCode));
  }

  operators(tx: Transaction, projectId: string): Promise<{ operatorId: string; name: string; role: string; versantCode: string }[]> {
    return this.partnerships.operatorsOf(tx, projectId);
  }
}

/** The project where the actor may do this to it. Refusals: 404 for what is not there or may not be seen, 403 for what may be seen but not done. */
export function permitted<T extends ProjectAccess>(actor: Actor, permission: Permission, project: T | null): T {
  if (!project || !may(actor, 'project.read', project)) throw new Refused(404, 'general.not-found');
  if (!may(actor, permission, project)) throw new Refused(403, 'general.not-allowed');
  return project;
}
