import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProjectPath, Refuses } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { CrossTableRowsQuery, CrossTableRowsView } from '@passerelle/budget/model';
import { ReadBehindFigureUseCase } from './read-behind-figure.use-case';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/cross-table/rows')
export class ReadBehindFigureController {
  constructor(private readonly readBehindFigure: ReadBehindFigureUseCase) {}

  /** The rows behind a figure of a cross table and its formula, in cents: the contributions of all rows add up to the figure. 500 rows at once; `from` passes over those told before. */
  @Get()
  @Needs('budget.read')
  @Answers(200, CrossTableRowsView)
  @Refuses(400, 401, 403, 404, 422)
  read(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() query: CrossTableRowsQuery): Promise<CrossTableRowsView> {
    return this.readBehindFigure.run(actor, path, query);
  }
}
