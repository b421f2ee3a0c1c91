import { Controller, Delete, Param, Req } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, Refuses, revisionFromIfMatch, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { VersionsView } from '@passerelle/modification/model';
import { VersionPath } from '../_versions/version-path';
import { WithdrawModificationUseCase } from './withdraw-modification.use-case';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:version')
export class WithdrawModificationController {
  constructor(private readonly withdrawModification: WithdrawModificationUseCase) {}

  /** Withdraws a modification that is a draft or was returned: it is gone. The valid version stays as it is. */
  @Delete()
  @Needs('budget.withdrawModification')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision that was seen: nothing is thrown away unseen.' })
  @Answers(200, VersionsView)
  @Refuses(400, 401, 403, 404, 409, 412, 428)
  withdraw(@CurrentActor() actor: Actor, @Param() path: VersionPath, @Req() request: ApiRequest): Promise<VersionsView> {
    return this.withdrawModification.run(actor, path, revisionFromIfMatch(request));
  }
}
