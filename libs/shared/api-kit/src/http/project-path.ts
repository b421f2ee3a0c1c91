import { IsString, Matches } from 'class-validator';
import { CODE_PATTERN } from '@passerelle/shared/kernel';
import { passesSurely } from './validation';

/** /api/programmes/:programme/… by the programme's code. */
export class ProgrammePath {
  @IsString() @Matches(CODE_PATTERN) programme: string;
}

/** /api/programmes/:programme/projects/:project/… by both codes (FWVL, 4.8.337). */
export class ProjectPath extends ProgrammePath {
  @IsString() @Matches(CODE_PATTERN) project: string;
}

// Nearly every request has this path: its two codes are looked at without the decorators.
const isCode = (value: unknown): boolean => typeof value === 'string' && CODE_PATTERN.test(value);
passesSurely(ProjectPath, (path) => {
  const { programme, project, ...more } = path as Record<string, unknown>;
  return isCode(programme) && isCode(project) && Object.keys(more).length === 0;
});
