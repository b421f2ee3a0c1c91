import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { DifferenceView } from '@passerelle/modification/model';
import { Differences } from '../_versions/differences';
import { DifferencePath } from '../_versions/version-path';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:before/difference/:after')
export class ReadDifferenceController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly differences: Differences,
  ) {}

  /** How a version differs from another: per operator, versant, category, work package and half-year, and line by line. Cents. */
  @Get()
  @Needs('budget.read')
  @Answers(200, DifferenceView)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: DifferencePath): Promise<DifferenceView> {
    return this.unitOfWork.snapshot(actor, (tx) => this.differences.of(tx, actor, path));
  }
}
