import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetVersions } from '@passerelle/budget/api';
import { ProblemsView } from '@passerelle/modification/model';
import { JudgedVersions } from '../_versions/judged-versions';
import { VersionPath } from '../_versions/version-path';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:version/problems')
export class ReadProblemsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly judged: JudgedVersions,
  ) {}

  /** Everything that stands in the way of submitting a version, or should be looked at before, each with its cell. Amounts in cents. */
  @Get()
  @Needs('budget.read')
  @Answers(200, ProblemsView)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: VersionPath): Promise<ProblemsView> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const budget = await this.versions.find(tx, actor, 'budget.read', path, path.version);
      return { revision: budget.revision, problems: await this.judged.problems(tx, budget) };
    });
  }
}
