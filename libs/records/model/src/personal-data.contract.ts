import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsISO8601, IsString, ValidateNested } from 'class-validator';
import { PERSON_ROLES, type PersonRole } from '@passerelle/shared/kernel';

/** A column that holds something about persons. The words are codes, each with a text: personalData.kind.CONTACT, personalData.column.email … */
export class PersonalColumnView {
  @IsString() table: string;
  @IsString() column: string;
  @IsString() kind: string;
  @IsString() purpose: string;
  /** The legal basis. */
  @IsString() basis: string;
  /** How long it is kept. */
  @IsString() kept: string;
  /** Whether the person herself is shown it. */
  @IsBoolean() seenBySelf: boolean;
  /** The roles whose holders are shown it, as far as they reach; none: the application alone works with it. */
  @IsIn(PERSON_ROLES, { each: true }) seenByRoles: PersonRole[];
}

/** The register of personal data (Regulation (EU) 2016/679, article 30), as it follows from the tables themselves. */
export class PersonalDataRegister {
  @IsString() programmeCode: string;
  @IsISO8601() writtenAt: string;
  @ValidateNested({ each: true }) @Type(() => PersonalColumnView) columns: PersonalColumnView[];
}

/** Why a person is erased: she asked for it, what is kept is needed no longer, it was not lawful, or a law asks for it (Regulation (EU) 2016/679, article 17(1)). */
export const ERASURE_REASONS = ['REQUEST', 'NO_LONGER_NEEDED', 'NOT_LAWFUL', 'LAW'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/**
 * Erases a person for good. The reason is a code, since it stays in the journal. Refusals: 403 personalData.person-elsewhere, 409 personalData.oneself,
 * identity.last-administrator, personalData.held (params projects: codes), personalData.held-elsewhere (params count).
 */
export class ErasePerson {
  @IsIn(ERASURE_REASONS) reason: ErasureReason;
}

/** What stands where the person's name stood. */
export class ErasedPerson {
  /** As it is stored (erased:7F3A91); the screens say it in the reader's language. */
  @IsString() name: string;
}
