import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import { Answers, Needs, Refused, Refuses } from '@passerelle/shared/api-kit';
import { SampleSheetView } from '@passerelle/exchange/model';

/** Sheets at hand on the import screen: provided in demo mode, empty otherwise. */
export const SAMPLE_SHEETS = Symbol('SAMPLE_SHEETS');
export interface SampleSheet extends SampleSheetView {
  readonly text: string;
}

export class SampleSheetPath {
  @IsString() @Matches(/^[a-z0-9-]{1,60}$/) name: string;
}

@ApiTags('exchange')
@Controller('sample-sheets')
export class SampleSheetsController {
  constructor(@Inject(SAMPLE_SHEETS) private readonly sheets: readonly SampleSheet[]) {}

  /** The sample sheets that may be tried. */
  @Get()
  @Needs('exchange.importSheet')
  @Answers(200, SampleSheetView, { list: true })
  @Refuses(401, 403)
  list(): SampleSheetView[] {
    return this.sheets.map(({ name, title }) => ({ name, title }));
  }

  /** The text of a sample sheet. */
  @Get(':name')
  @Needs('exchange.importSheet')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @Answers(200)
  @Refuses(400, 401, 403, 404)
  read(@Param() path: SampleSheetPath): string {
    const sheet = this.sheets.find(({ name }) => name === path.name);
    if (!sheet) throw new Refused(404, 'general.not-found');
    return sheet.text;
  }
}
