import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Answers, CurrentActor, languageOf, Needs, ProjectPath, Refuses, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ExportSheetUseCase, SHEET_FORMATS, type SheetFormat } from './export-sheet.use-case';

const MEDIA_TYPES: Readonly<Record<SheetFormat, string>> = { txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' };

export class SheetFilePath extends ProjectPath {
  @IsIn(SHEET_FORMATS) format: SheetFormat;
}

@ApiTags('exchange')
@Controller('programmes/:programme/projects/:project')
export class ExportSheetController {
  constructor(private readonly exportSheet: ExportSheetUseCase) {}

  /** The project sheet as a file: txt (the published form, in the reader's language where that is French or Dutch), csv, json. */
  @Get('sheet.:format')
  @Needs('project.read')
  @Header('cache-control', 'private, no-cache')
  @ApiProduces('text/plain', 'text/csv', 'application/json')
  @Answers(200)
  @Refuses(400, 401, 403, 404)
  async export(@CurrentActor() actor: Actor, @Param() path: SheetFilePath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const text = await this.exportSheet.run(actor, path.programme, path.project, path.format, languageOf(request));
    reply.type(MEDIA_TYPES[path.format]).header('content-disposition', `attachment; filename="${path.project.replace(/[^\w.-]/g, '_')}.${path.format}"`);
    return text;
  }
}
