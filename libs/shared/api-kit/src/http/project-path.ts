import { IsString, Matches, MaxLength } from 'class-validator';

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** /api/programmes/:programme/… by the programme's code. */
export class ProgrammePath {
  @IsString() @MaxLength(40) @Matches(CODE) programme: string;
}

/** /api/programmes/:programme/projects/:project/… by both codes (FWVL, 4.8.337). */
export class ProjectPath extends ProgrammePath {
  @IsString() @MaxLength(40) @Matches(CODE) project: string;
}
