import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Answers, CurrentActor, Needs, ProjectPath, readJournal, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { CellHistoryEntry, cellSubject } from '@passerelle/budget/model';
import { PartnershipReader } from '@passerelle/partnership/api';

const ENTRIES = 200;

export class CellPath extends ProjectPath {
  @IsUUID() operatorId: string;
  @IsString() @MaxLength(40) @Matches(/^[A-Z0-9_]+$/) cell: string;
}

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/cells/:operatorId/:cell/history')
export class ReadCellHistoryController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
  ) {}

  /** What a cell held, who changed it and when; latest first, amounts in cents, null where it was empty. */
  @Get()
  @Needs('budget.read')
  @Answers(200, CellHistoryEntry, { list: true })
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: CellPath): Promise<CellHistoryEntry[]> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { projectId } = await this.partnerships.projectFor(tx, actor, 'budget.read', path.programme, path.project);
      const subject = cellSubject(path.operatorId, path.cell);
      const entries = await readJournal(tx, { projectId, subject, limit: ENTRIES });
      return entries.flatMap(({ at, actorName, act, changes }) =>
        changes.filter((change) => change.subject === subject).map(({ before, after }) => ({ at, actorName, act, beforeCents: before as Cents | null, afterCents: after as Cents | null })),
      );
    });
  }
}
