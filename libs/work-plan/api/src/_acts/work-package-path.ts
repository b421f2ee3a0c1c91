import { IsUUID } from 'class-validator';
import { ProjectPath } from '@passerelle/shared/api-kit';

/** …/work-packages/:workPackageId. */
export class WorkPackagePath extends ProjectPath {
  @IsUUID() workPackageId: string;
}

export const WORK_PACKAGES = 'programmes/:programme/projects/:project/work-packages';
export const IF_MATCH = { name: 'If-Match', required: true, description: 'The revision on which the sender’s screen stands, from the ETag. On a plan that somebody else changed after it nothing is saved.' };
