import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { OPERATOR_ROLES, type OperatorRole, type Texts } from '@passerelle/shared/kernel';
import { MAX_NAME_LENGTH, MAX_WORK_PACKAGES, WORK_PACKAGE_KINDS, type WorkPackageKind } from './work-package';

export class WorkPackageView {
  @IsUUID() workPackageId: string;
  /** Its place in the plan, from 1 on and without a gap. */
  @IsInt() number: number;
  @IsIn(WORK_PACKAGE_KINDS) kind: WorkPackageKind;
  @IsObject() names: Texts;
  @IsOptional() @IsUUID() responsibleOperatorId: string | null;
}

/** An operator of the project that may be responsible for a work package. */
export class WorkPlanOperatorView {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsIn(OPERATOR_ROLES) role: OperatorRole;
  @IsString() versantCode: string;
}

/** A project's work plan. `revision` counts the saved acts, and is 0 before the first; it is sent back as If-Match. */
export class WorkPlanView {
  @IsUUID() programmeId: string;
  @IsUUID() projectId: string;
  @IsInt() revision: number;
  @ValidateNested({ each: true }) @Type(() => WorkPackageView) workPackages: WorkPackageView[];
  @ValidateNested({ each: true }) @Type(() => WorkPlanOperatorView) operators: WorkPlanOperatorView[];
}

/** A work package that has another number than before. */
export class RenumberedWorkPackage {
  @IsUUID() workPackageId: string;
  @IsInt() before: number;
  @IsInt() after: number;
}

/** The plan after an act, and the numbers that others had before it. With a 412 it is the plan as somebody else left it. */
export class WorkPlanChanges {
  @IsInt() revision: number;
  @ValidateNested({ each: true }) @Type(() => WorkPackageView) workPackages: WorkPackageView[];
  @ValidateNested({ each: true }) @Type(() => RenumberedWorkPackage) renumbered: RenumberedWorkPackage[];
}

/** A name in the languages that are given; '' takes it away in that language, the others stay. */
export class WorkPackageNames {
  @IsOptional() @IsString() @MaxLength(MAX_NAME_LENGTH) fr?: string;
  @IsOptional() @IsString() @MaxLength(MAX_NAME_LENGTH) nl?: string;
  @IsOptional() @IsString() @MaxLength(MAX_NAME_LENGTH) en?: string;
  @IsOptional() @IsString() @MaxLength(MAX_NAME_LENGTH) de?: string;
}

/** A new work package; it comes last. Names may be given later. */
export class AddWorkPackage {
  @IsIn(WORK_PACKAGE_KINDS) kind: WorkPackageKind;
  @ValidateNested() @Type(() => WorkPackageNames) names: WorkPackageNames;
  @ValidateIf((_, value) => value !== null) @IsUUID() responsibleOperatorId: string | null;
}

/** Only what changes. */
export class ChangeWorkPackage {
  @IsOptional() @IsIn(WORK_PACKAGE_KINDS) kind?: WorkPackageKind;
  @IsOptional() @ValidateNested() @Type(() => WorkPackageNames) names?: WorkPackageNames;
  /** null: nobody is responsible yet. */
  @ValidateIf((_, value) => value !== null && value !== undefined) @IsUUID() responsibleOperatorId?: string | null;
}

/** The number that a work package is to have; the others close up. */
export class MoveWorkPackage {
  @IsInt() @Min(1) @Max(MAX_WORK_PACKAGES) number: number;
}
