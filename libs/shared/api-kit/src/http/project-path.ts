import { IsString, Matches } from 'class-validator';
import { CODE_PATTERN } from '@passerelle/shared/kernel';

/** /api/programmes/:programme/… by the programme's code. */
export class ProgrammePath {
  @IsString() @Matches(CODE_PATTERN) programme: string;
}

/** /api/programmes/:programme/projects/:project/… by both codes (FWVL, 4.8.337). */
export class ProjectPath extends ProgrammePath {
  @IsString() @Matches(CODE_PATTERN) project: string;
}
