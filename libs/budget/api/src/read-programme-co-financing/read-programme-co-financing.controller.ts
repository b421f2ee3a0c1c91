import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, ProgrammePath, Refused, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { may, type Actor } from '@passerelle/shared/kernel';
import { subtractCents } from '@passerelle/shared/money';
import { ProgrammeCoFinancingQuery, ProgrammeCoFinancingView, whoPaysOf, type WhoPaysView } from '@passerelle/budget/model';
import { ProgrammeCoFinancingRepository, type PaidBy } from '../_persistence/programme-co-financing.repository';

const PAGE_SIZE = 50;

@ApiTags('budget')
@Controller('programmes/:programme/co-financing')
export class ReadProgrammeCoFinancingController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly coFinancing: ProgrammeCoFinancingRepository,
  ) {}

  /** Who pays how much in the programme, in cents: of all its projects together, and project by project, a page at a time. Each project counts with its valid version. */
  @Get()
  @Needs('budget.read')
  @ApiQuery({ name: 'page', required: false, type: 'integer' })
  @ApiQuery({ name: 'pageSize', required: false, type: 'integer' })
  @Answers(200, ProgrammeCoFinancingView)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Query() { page = 1, pageSize = PAGE_SIZE }: ProgrammeCoFinancingQuery): Promise<ProgrammeCoFinancingView> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const programmeId = await this.coFinancing.programmeId(tx, path.programme);
      if (!programmeId || !actor.assignments.some((one) => one.programmeId === null || one.programmeId === programmeId)) throw new Refused(404, 'general.not-found');
      if (!may(actor, 'budget.read', { programmeId })) throw new Refused(403, 'general.not-allowed');
      const { rowCount, ...all } = await this.coFinancing.together(tx, programmeId);
      const projects = await this.coFinancing.projects(tx, programmeId, pageSize, (page - 1) * pageSize);
      return { whoPays: viewOf(all), projects: projects.map(({ projectId, code, acronym, ...paid }) => ({ projectId, code, acronym, ...viewOf(paid) })), rowCount, page, pageSize };
    });
  }
}

/** The stored own contributions are remainders: what is too much of one stands in the difference, and is no other's saving. */
const viewOf = ({ totalCents, differenceCents, ...byPayer }: PaidBy): WhoPaysView => whoPaysOf(totalCents, { ...byPayer, OWN: subtractCents(byPayer.OWN, differenceCents) }, differenceCents);
