import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsString, IsUUID, ValidateNested } from 'class-validator';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import type { OwnAddress } from './mail-kinds';

/** A link of a mail: the address as it stands in the text, and where in the application it leads. */
export class DemoMailLink {
  @IsString() address: string;
  @IsString() path: OwnAddress;
}

/** A mail that the demo shows instead of sending it. */
export class DemoMailView {
  @IsUUID() mailId: string;
  @IsString() to: string;
  @IsString() kind: string;
  @IsIn(LANGUAGES) language: Language;
  @IsISO8601() createdAt: string;
  @IsString() subject: string;
  /** Paragraphs with an empty line between them. */
  @IsString() body: string;
  @ValidateNested({ each: true }) @Type(() => DemoMailLink) links: DemoMailLink[];
}
