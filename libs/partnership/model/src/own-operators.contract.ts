import { IsIn, IsString, IsUUID } from 'class-validator';
import { OPERATOR_ROLES, type OperatorRole } from '@passerelle/shared/kernel';

/** An operator that the person works for: what stands beside the person's name on every screen. */
export class OwnOperatorView {
  @IsUUID() operatorId: string;
  @IsString() name: string;
  @IsIn(OPERATOR_ROLES) role: OperatorRole;
  @IsString() versantCode: string;
  @IsString() programmeCode: string;
  @IsString() projectCode: string;
}
