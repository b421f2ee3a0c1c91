import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, LeavesSessionTime, Needs, ProjectPath, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import type { Shift } from '@passerelle/budget/model';
import { ShiftsView, type ShiftView } from '@passerelle/modification/model';
import { agreementView, JudgedVersions } from '../_versions/judged-versions';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/shifts')
export class ReadShiftsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly judged: JudgedVersions,
  ) {}

  /** How far the latest version has moved from what was first agreed, by category, operator and project, and who may agree to that. Cents, basis points. */
  @Get()
  @Needs('budget.read')
  @LeavesSessionTime()
  @Answers(200, ShiftsView)
  @Refuses(401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath): Promise<ShiftsView> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const { budget, agreed, shifts, agreement } = await this.judged.judge(tx, actor, 'budget.read', path, 'WORKING');
      const names = new Map([...(agreed?.operators ?? []), ...budget.operators].map(({ operatorId, name }) => [operatorId, name]));
      const named = (shift: Shift): ShiftView => ({ ...shift, operatorName: shift.of === 'OPERATOR' ? (names.get(shift.key) ?? '') : '' });
      const { versionNumber, revision, status } = budget;
      return { versionNumber, revision, status, agreedVersion: agreed?.versionNumber ?? null, agreement: agreementView(agreement), shifts: shifts.shifts.map(named), decisive: shifts.decisive.map(named) };
    });
  }
}
