import { IsIn, IsOptional } from 'class-validator';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';

/** The language of a file's words and numbers, as the screen says it; left out: that of the request. */
export class FileLanguage {
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

export const LANGUAGE_QUERY = { name: 'language', required: false, enum: LANGUAGES, description: 'Of the words and numbers in the file; left out: of the request' } as const;
