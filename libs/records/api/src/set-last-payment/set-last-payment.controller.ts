import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses, Takes, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { PartnershipReader } from '@passerelle/partnership/api';
import { RetentionActions } from '@passerelle/project/api';
import { RetentionView, SetLastPayment } from '@passerelle/records/model';
import { RetentionViews } from '../_retention/retention-view';
import { today } from '../records.reader';

@ApiTags('records')
@Controller('programmes/:programme/projects/:project/retention/last-payment')
export class SetLastPaymentController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly retention: RetentionActions,
    private readonly views: RetentionViews,
  ) {}

  /** Says when the last payment was made, from which the term of the records follows; null takes the date back. */
  @Put()
  @Needs('retention.setLastPayment')
  @Takes(SetLastPayment)
  @Answers(200, RetentionView)
  @Refuses(400, 401, 403, 404, 413, 422)
  set(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() { lastPaymentOn }: SetLastPayment): Promise<RetentionView> {
    return this.unitOfWork.run(actor, async (tx) => {
      const project = await this.partnerships.projectFor(tx, actor, 'retention.setLastPayment', path.programme, path.project);
      await this.retention.setLastPayment(tx, actor, project, lastPaymentOn, today());
      return this.views.of(tx, actor, project);
    });
  }
}
