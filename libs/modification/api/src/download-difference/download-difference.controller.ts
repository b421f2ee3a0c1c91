import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, languageOf, Needs, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import { LANGUAGES, type Actor, type Language } from '@passerelle/shared/kernel';
import { loadDictionary } from '@passerelle/shared/texts';
import { XLSX_TYPE } from '@passerelle/shared/workbook';
import { Differences } from '../_versions/differences';
import { DifferencePath } from '../_versions/version-path';
import { DifferenceWords } from './difference-table';
import { differenceCsv, differenceWorkbook } from './difference-workbook';

const FORMATS = ['xlsx', 'csv'] as const;

export class DifferenceFilePath extends DifferencePath {
  @IsIn(FORMATS) format: (typeof FORMATS)[number];
}

export class DifferenceLanguage {
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:before/difference/:after')
export class DownloadDifferenceController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly differences: Differences,
  ) {}

  /** The same difference as a workbook (XLSX, the differences as formulas) or as one table (CSV). Amounts in euros. */
  @Get('file.:format')
  @Needs('budget.read')
  @Header('cache-control', 'private, no-cache')
  @ApiQuery({ name: 'language', required: false, enum: LANGUAGES, description: 'Of the words and numbers in the file; left out: of the request' })
  @ApiProduces(XLSX_TYPE, 'text/csv')
  @Answers(200)
  @Refuses(400, 401, 403, 404)
  async download(@CurrentActor() actor: Actor, @Param() path: DifferenceFilePath, @Query() wished: DifferenceLanguage, @Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.unitOfWork.snapshot(actor, (tx) => this.differences.of(tx, actor, path));
    const language = wished.language ?? languageOf(request);
    const words = new DifferenceWords(view, language, await loadDictionary[language]());
    const name = `${path.project.replace(/[^\w.-]/g, '_')}-budget-v${path.before}-v${path.after}.${path.format}`;
    const content = path.format === 'xlsx' ? differenceWorkbook(view, words, language, path.project, new Date()) : differenceCsv(view, words, language);
    reply.type(path.format === 'xlsx' ? XLSX_TYPE : 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(content);
  }
}
