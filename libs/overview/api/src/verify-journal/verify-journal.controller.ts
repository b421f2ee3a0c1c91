import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { IntegrityReport } from '@passerelle/overview/model';
import { VerifyJournalUseCase } from './verify-journal.use-case';

@ApiTags('projects')
@Controller('programmes/:programme/projects/:project/journal/integrity')
export class VerifyJournalController {
  constructor(private readonly useCase: VerifyJournalUseCase) {}

  /** Recomputes the project's chain now, from its first entry on, and says whether it holds. */
  @Get()
  @Needs('journal.verify')
  @Answers(200, IntegrityReport)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath): Promise<IntegrityReport> {
    return this.useCase.verify(actor, path.programme, path.project);
  }
}
