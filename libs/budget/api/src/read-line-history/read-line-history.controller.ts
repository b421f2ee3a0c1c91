import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, CurrentActor, Needs, ProjectPath, readJournal, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { LineHistoryEntry, lineHistoryOf, LineHistoryQuery, lineHistorySubjects } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { BudgetRepository } from '../_persistence/budget.repository';
import { LinesRepository } from '../_persistence/lines.repository';
import { toldWhole } from '../_persistence/told-whole';

const ENTRIES = 200;

export class LinePath extends ProjectPath {
  @IsUUID() lineId: string;
}

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/lines/:lineId/history')
export class ReadLineHistoryController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly lines: LinesRepository,
  ) {}

  /** What a line said in a field, who changed it and when, with the line's coming and going; latest first. Cents, ten-thousandths, texts, ids; what would tell another operator's salaries is withheld. */
  @Get()
  @Needs('budget.read')
  @ApiQuery({ name: 'field', description: 'amountCents, quantity, unitPriceCents, descriptions.fr, period.3, workPackageId …' })
  @Answers(200, LineHistoryEntry, { list: true })
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: LinePath, @Query() { field }: LineHistoryQuery): Promise<LineHistoryEntry[]> {
    return this.unitOfWork.read(actor, async (tx) => {
      const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path, 'WORKING'));
      const [line = null] = await this.lines.some(tx, budget.budgetId, toldWhole(actor, budget), [path.lineId]);
      const operatorIds = [...budget.operators, ...budget.unfunded].map(({ operatorId }) => operatorId);
      const asked = { lineId: path.lineId, field, operatorIds, line };
      const acts = await readJournal(tx, { projectId: budget.projectId, subject: lineHistorySubjects(asked), limit: ENTRIES });
      return lineHistoryOf(acts, asked, actor, budget);
    });
  }
}
