import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ProjectPath } from '@passerelle/shared/api-kit';

const MOST = 1_000_000;

/** …/budget/versions/:version/… by the version's number. */
export class VersionPath extends ProjectPath {
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST) version: number;
}

export class SubmissionPath extends VersionPath {
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST) number: number;
}

/** Two versions: how the later one of the path differs from the earlier one. */
export class DifferencePath extends ProjectPath {
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST) before: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST) after: number;
}
