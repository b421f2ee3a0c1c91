import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, inventoryOf, Needs, ProgrammePath, Refuses, UnitOfWork, type InventoryColumn, type PersonalReader } from '@passerelle/shared/api-kit';
import { PERMISSIONS, PERSON_ROLES, type Actor, type PersonRole } from '@passerelle/shared/kernel';
import { ProgrammeReader } from '@passerelle/programme/api';
import { PersonalDataRegister, type PersonalColumnView } from '@passerelle/records/model';

@ApiTags('records')
@Controller('programmes/:programme/personal-data')
export class ReadRegisterController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programmes: ProgrammeReader,
  ) {}

  /** The register of personal data: what every table holds about persons, what for, on what basis, how long, and who is shown it. */
  @Get()
  @Needs('personalData.readRegister')
  @Answers(200, PersonalDataRegister)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: ProgrammePath): Promise<PersonalDataRegister> {
    return this.unitOfWork.read(actor, async (tx) => {
      const { code } = await this.programmes.programmeFor(tx, actor, 'personalData.readRegister', path.programme);
      return { programmeCode: code, writtenAt: new Date().toISOString(), columns: inventoryOf(tx).flatMap(columnView) };
    });
  }
}

function columnView({ table, column, declaration }: InventoryColumn): PersonalColumnView[] {
  if (!declaration || !('personal' in declaration)) return [];
  const { seenBy, ...data } = declaration.personal;
  return [{ table, column, ...data, seenBySelf: seenBy.includes('SELF'), seenByRoles: rolesOf(seenBy) }];
}

/** The roles that are shown a column: those that the map of permissions grants one of these. */
const rolesOf = (readers: readonly PersonalReader[]): PersonRole[] => PERSON_ROLES.filter((role) => readers.some((reader) => reader !== 'SELF' && role in PERMISSIONS[reader]));
