import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, Creates, CurrentActor, Needs, ProjectPath, Refuses, Takes, UnitOfWork, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { PartnershipReader, type ProjectAccess } from '@passerelle/partnership/api';
import { RetentionActions } from '@passerelle/project/api';
import { HoldRecords, RetentionView } from '@passerelle/records/model';
import { RetentionViews } from '../_retention/retention-view';
import { today } from '../records.reader';

export class HoldPath extends ProjectPath {
  @IsUUID() holdId: string;
}

@ApiTags('records')
@Controller('programmes/:programme/projects/:project/retention/holds')
export class HoldRecordsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly retention: RetentionActions,
    private readonly views: RetentionViews,
  ) {}

  /** Holds the records for an audit or a procedure: they are kept whatever their term. */
  @Post()
  @Needs('retention.hold')
  @Creates()
  @Takes(HoldRecords)
  @Answers(201, RetentionView)
  @Refuses(400, 401, 403, 404, 413)
  hold(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() { reason }: HoldRecords): Promise<RetentionView> {
    return this.changed(actor, path, (tx, project) => this.retention.hold(tx, actor, project, reason.trim(), today()));
  }

  /** Lets a hold go; it stays in the list, with who did so. */
  @Delete(':holdId')
  @Needs('retention.hold')
  @Answers(200, RetentionView)
  @Refuses(400, 401, 403, 404, 409)
  release(@CurrentActor() actor: Actor, @Param() path: HoldPath): Promise<RetentionView> {
    return this.changed(actor, path, (tx, project) => this.retention.release(tx, actor, project, path.holdId));
  }

  private changed(actor: Actor, path: ProjectPath, act: (tx: Transaction, project: ProjectAccess) => Promise<void>): Promise<RetentionView> {
    return this.unitOfWork.run(actor, async (tx) => {
      const project = await this.partnerships.projectFor(tx, actor, 'retention.hold', path.programme, path.project);
      await act(tx, project);
      return this.views.of(tx, actor, project);
    });
  }
}
