import { Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, Creates, CurrentActor, etagOf, languageOf, Needs, ProjectPath, Refused, Refuses, requestValidation, revisionFromIfMatch, TakesFiles, uploadOf, type ApiRequest } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { BudgetImported, BudgetImportPreview, TableMapping } from '@passerelle/exchange/model';
import { FileLanguage, LANGUAGE_QUERY } from '../_language/file-language';
import { ImportBudgetUseCase, type BudgetFile } from './import-budget.use-case';

const file = { type: 'string', format: 'binary', description: 'A workbook (XLSX) or a table (CSV): exported from here, or anybody’s' } as const;
const mapping = { type: 'string', description: 'For somebody’s own table: what its columns and words mean (TableMapping as JSON); left out: a guess' } as const;
const validation = requestValidation();

@ApiTags('exchange')
@Controller('programmes/:programme/projects/:project/budget/imports')
export class ImportBudgetController {
  constructor(private readonly importBudget: ImportBudgetUseCase) {}

  /** Shows what a workbook or table would change in the budget, cell by cell, and what is wrong with it; stores nothing. Amounts in cents, quantities in ten-thousandths. */
  @Post('preview')
  @HttpCode(200)
  @Needs('budget.changeLines')
  @TakesFiles()
  @ApiQuery(LANGUAGE_QUERY)
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file, mapping } } })
  @Answers(200, BudgetImportPreview)
  @Refuses(400, 401, 403, 404, 409, 413, 415, 422)
  async preview(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() wished: FileLanguage, @Req() request: ApiRequest): Promise<BudgetImportPreview> {
    return this.importBudget.preview(actor, path, (await uploaded(request, wished)).sent);
  }

  /** Takes in the file that was shown, all or nothing. If-Match: the revision that the preview showed; what others changed after it is stale, all else merges. */
  @Post()
  @HttpCode(200)
  @Creates()
  @Needs('budget.changeLines')
  @TakesFiles()
  @ApiHeader({ name: 'If-Match', required: true, description: 'The revision that the preview showed.' })
  @ApiQuery(LANGUAGE_QUERY)
  @ApiBody({ schema: { type: 'object', required: ['fingerprint', 'file'], properties: { fingerprint: { type: 'string', description: 'The fingerprint of the preview' }, file, mapping } } })
  @Answers(200, BudgetImported)
  @Refuses(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)
  async accept(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Query() wished: FileLanguage, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<BudgetImported> {
    const revision = revisionFromIfMatch(request);
    const { sent, fingerprint } = await uploaded(request, wished);
    const imported = await this.importBudget.accept(actor, path, sent, { fingerprint, revision });
    reply.header('etag', etagOf(imported.revision));
    return imported;
  }
}

async function uploaded(request: ApiRequest, wished: FileLanguage): Promise<{ sent: BudgetFile; fingerprint: string }> {
  const { fields, file: found } = await uploadOf(request);
  if (!found) throw new Refused(400, [refusal('exchange.file-missing', {}, '/file')]);
  const text = fields.get('mapping');
  const sent = { name: found.name, bytes: Buffer.from(found.bytes), mapping: text ? await mappingIn(text) : null, language: wished.language ?? languageOf(request) };
  return { sent, fingerprint: fields.get('fingerprint') ?? '' };
}

async function mappingIn(text: string): Promise<TableMapping> {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    throw new Refused(400, [refusal('general.invalid-field', { rule: 'isJson' }, '/mapping')]);
  }
  return validation.transform(sent, { type: 'body', metatype: TableMapping });
}
