import { Body, Controller, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, LeavesSessionTime, Needs, ProjectPath, refuseIfAny, Refuses, Takes, UnitOfWork } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { PlaceInBudget } from '@passerelle/budget/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { LiveBudgets } from '../_live/live-budgets';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/presence')
export class TellPlaceController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly live: LiveBudgets,
  ) {}

  /** Tells the others who have the budget open in which cell she stands. It is stored nowhere, and of a stream that is not hers nothing changes. */
  @Put()
  @HttpCode(204)
  @Needs('budget.read')
  @LeavesSessionTime()
  @Takes(PlaceInBudget)
  @Answers(204)
  @Refuses(400, 401, 403, 404, 422)
  async tell(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() { stream, operatorId, cell }: PlaceInBudget): Promise<void> {
    const projectId = await this.unitOfWork.read(actor, async (tx) => {
      const project = await this.partnerships.projectFor(tx, actor, 'budget.read', path.programme, path.project);
      const isElsewhere = operatorId !== null && !(await this.partnerships.operators(tx, project.projectId)).some((operator) => operator.operatorId === operatorId);
      refuseIfAny(422, isElsewhere ? [refusal('budget.unknown-operator', { operator: '', cell: cell ?? '' }, '/operatorId')] : []);
      return project.projectId;
    });
    await this.live.moved(projectId, actor.personId, stream, operatorId, cell);
  }
}
