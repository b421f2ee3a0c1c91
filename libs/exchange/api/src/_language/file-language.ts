import { IsIn, IsOptional } from 'class-validator';
import { VersionQuery } from '@passerelle/budget/model';
import { LANGUAGES, type Language } from '@passerelle/shared/kernel';

/** The language of a file's words and numbers, as the screen says it; left out: that of the request. */
export class FileLanguage {
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

/** The same of a file that is made of a version of the budget. */
export class VersionFile extends VersionQuery {
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

export const VERSION_QUERY = { name: 'version', required: false, description: 'The number of the version; left out: the latest one, which is the one that is edited.' } as const;
export const LANGUAGE_QUERY = { name: 'language', required: false, enum: LANGUAGES, description: 'Of the words and numbers in the file; left out: of the request' } as const;
