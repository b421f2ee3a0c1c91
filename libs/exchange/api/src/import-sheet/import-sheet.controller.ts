import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, Creates, CurrentActor, Needs, ProgrammePath, Refused, Refuses, TakesFiles, uploadOf, type ApiRequest } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { AcceptedSheet, SheetPreview } from '@passerelle/exchange/model';
import { ImportSheetUseCase, type SheetFile } from './import-sheet.use-case';
import { sheetPreview } from './sheet-preview';

const file = { type: 'string', format: 'binary', description: 'A project sheet: text as it comes out of the published PDF, or the PDF' } as const;

@ApiTags('exchange')
@Controller('programmes/:programme/sheet-imports')
export class ImportSheetController {
  constructor(private readonly importSheet: ImportSheetUseCase) {}

  /** Reads a project sheet and shows what it says; stores nothing. */
  @Post('preview')
  @HttpCode(200)
  @Needs('exchange.importSheet')
  @TakesFiles()
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file } } })
  @Answers(200, SheetPreview)
  @Refuses(400, 401, 403, 404, 413, 415)
  async preview(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Req() request: ApiRequest): Promise<SheetPreview> {
    const { sheet } = await uploaded(request);
    return sheetPreview(sheet.name, await this.importSheet.preview(actor, path.programme, sheet));
  }

  /** Takes in the sheet that was shown: 201 for a new project, 200 where the same sheet was accepted before. */
  @Post()
  @Creates()
  @Needs('exchange.importSheet')
  @TakesFiles()
  @ApiBody({ schema: { type: 'object', required: ['fingerprint', 'file'], properties: { fingerprint: { type: 'string', description: 'The fingerprint of the preview' }, file } } })
  @Answers(201, AcceptedSheet)
  @Answers(200, AcceptedSheet)
  @Refuses(400, 401, 403, 404, 409, 412, 413, 415, 422)
  async accept(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AcceptedSheet> {
    const { sheet, fingerprint } = await uploaded(request);
    const accepted = await this.importSheet.accept(actor, path.programme, sheet, fingerprint);
    reply.status(accepted.outcome === 'NEW' ? 201 : 200);
    return accepted;
  }
}

async function uploaded(request: ApiRequest): Promise<{ sheet: SheetFile; fingerprint: string }> {
  const { fields, file } = await uploadOf(request);
  if (!file) throw new Refused(400, [refusal('exchange.file-missing', {}, '/file')]);
  return { sheet: file, fingerprint: fields.get('fingerprint') ?? '' };
}
