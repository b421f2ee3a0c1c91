import type { Texts } from '@passerelle/shared/kernel';

/** What a work package is for: every plan has its coordination and its communication beside the work itself. */
export const WORK_PACKAGE_KINDS = ['OPERATIONAL', 'COORDINATION', 'COMMUNICATION'] as const;
export type WorkPackageKind = (typeof WORK_PACKAGE_KINDS)[number];

/** As many as a plan has numbers of two figures. */
export const MAX_WORK_PACKAGES = 99;
export const MAX_NAME_LENGTH = 300;

export interface WorkPackage {
  readonly workPackageId: string;
  /** Its place in the plan, from 1 on. */
  readonly number: number;
  readonly kind: WorkPackageKind;
  readonly names: Texts;
  readonly responsibleOperatorId: string | null;
}

/** A work package's name in the journal. */
export const workPackageSubject = (workPackageId: string): string => `work-package:${workPackageId}`;
