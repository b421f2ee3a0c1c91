import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';

/** The first link of a chain that does not hold. CHANGED: the entry is not the one that was written; MISSING: it is gone or stands elsewhere; CUT: the journal ends too early. */
export const INTEGRITY_FAULTS = ['CHANGED', 'MISSING', 'CUT'] as const;

export class IntegrityFault {
  /** The entry's number. */
  @IsInt() position: number;
  @IsIn(INTEGRITY_FAULTS) kind: (typeof INTEGRITY_FAULTS)[number];
}

export class ActCount {
  @IsString() act: string;
  @IsInt() entries: number;
}

/** By UTC; half 1 is January to June. */
export class HalfYearCount {
  @IsInt() year: number;
  @IsIn([1, 2]) half: 1 | 2;
  @IsInt() entries: number;
}

/** A project's journal, its chain computed anew from the first entry on. */
export class IntegrityReport {
  @IsString() programmeCode: string;
  @IsString() projectCode: string;
  /** What the chain is called in an anchor file. */
  @IsUUID() chainId: string;
  /** The entries that are stored, and how many of them hold, from the first on. */
  @IsInt() entries: number;
  @IsInt() verifiedEntries: number;
  @IsOptional() @IsISO8601() firstAt: string | null;
  @IsOptional() @IsISO8601() lastAt: string | null;
  /** The hash of the last entry that holds: SHA-256, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/) hash: string;
  @IsOptional() @ValidateNested() @Type(() => IntegrityFault) fault: IntegrityFault | null;
  @ValidateNested({ each: true }) @Type(() => ActCount) acts: ActCount[];
  @ValidateNested({ each: true }) @Type(() => HalfYearCount) halfYears: HalfYearCount[];
  @IsISO8601() computedAt: string;
  @IsString() computedBy: string;
}
