import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Answers, CurrentActor, languageOf, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { loadDictionary } from '@passerelle/shared/texts';
import { writeCsv, writeWorkbook, XLSX_TYPE } from '@passerelle/shared/workbook';
import { BudgetReader, type PackedBudget } from '@passerelle/budget/api';
import { LANGUAGE_QUERY, VERSION_QUERY, VersionFile } from '../_language/file-language';
import { budgetWorkbook } from './budget-workbook';
import { linesTable } from './lines-table';

@ApiTags('exchange')
@Controller('programmes/:programme/projects/:project/budget')
export class ExportBudgetController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetReader,
  ) {}

  /** The budget as a workbook (XLSX): a summary and one sheet per operator, totals as formulas, what is computed or withheld locked; stamped with project, version, revision and date. Amounts in euros. */
  @Get('workbook')
  @Needs('budget.read')
  @Header('cache-control', 'private, no-cache')
  @ApiProduces(XLSX_TYPE)
  @ApiQuery(LANGUAGE_QUERY)
  @ApiQuery(VERSION_QUERY)
  @Answers(200)
  @Refuses(400, 401, 403, 404)
  async workbook(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() wished: VersionFile, @Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const budget = await this.open(actor, path, wished.version);
    const language = wished.language ?? languageOf(request);
    send(reply, XLSX_TYPE, fileName(budget, 'xlsx'), writeWorkbook(budgetWorkbook(budget, language, await loadDictionary[language](), new Date())));
  }

  /** Its lines as one table (CSV) as the spreadsheets of the reader's language open it; comes back by the import. Amounts in euros, quantities in units. */
  @Get('lines.csv')
  @Needs('budget.read')
  @Header('cache-control', 'private, no-cache')
  @ApiProduces('text/csv')
  @ApiQuery(LANGUAGE_QUERY)
  @ApiQuery(VERSION_QUERY)
  @Answers(200)
  @Refuses(400, 401, 403, 404)
  async table(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() wished: VersionFile, @Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const budget = await this.open(actor, path, wished.version);
    const language = wished.language ?? languageOf(request);
    send(reply, 'text/csv; charset=utf-8', fileName(budget, 'csv'), Readable.from(writeCsv(linesTable(budget, language), language)));
  }

  private open(actor: Actor, path: ProjectPath, version?: number): Promise<PackedBudget> {
    return this.unitOfWork.snapshot(actor, (tx) => this.budgets.inFull(tx, actor, path, version));
  }
}

const fileName = ({ projectCode, versionNumber, revision }: PackedBudget, kind: string): string => `${projectCode.replace(/[^\w.-]/g, '_')}-budget-v${versionNumber}-r${revision}.${kind}`;

function send(reply: FastifyReply, type: string, name: string, content: Readable): void {
  reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(content);
}
