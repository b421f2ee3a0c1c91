import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { CurrentActor, Needs, NeedsSession, ProgrammePath, Refused, Refuses, SYSTEM, UnitOfWork, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { PersonDataRepository } from '../_persistence/person-data.repository';
import { PeopleOfProgramme } from '../_person/people-of-programme';
import { ACTS, archiveOf } from './archive';

export class PersonPath extends ProgrammePath {
  @IsUUID() personId: string;
}

const ZIP = ApiOkResponse({ description: 'One JSON file per subject, and a page that tells what is in them', content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } });

@ApiTags('records')
@Controller()
export class DownloadDataController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly data: PersonDataRepository,
    private readonly people: PeopleOfProgramme,
  ) {}

  /** What is kept about oneself, as a ZIP. */
  @Get('account/data')
  @NeedsSession('it gives what is kept about oneself')
  @ZIP
  @Refuses(401)
  own(@CurrentActor() actor: Actor): Promise<StreamableFile> {
    // Mails and acts in projects that she left are hers too, though her own transaction is not shown them.
    return this.unitOfWork.read(SYSTEM, (tx) => this.zip(tx, actor.personId!));
  }

  /** What is kept about a person of the programme, as a ZIP, for handing it to her. */
  @Get('programmes/:programme/people/:personId/data')
  @Needs('person.manage')
  @ZIP
  @Refuses(400, 401, 403, 404)
  ofPerson(@CurrentActor() actor: Actor, @Param() { personId, ...path }: PersonPath): Promise<StreamableFile> {
    return this.people.of(actor, path, personId, async (tx) => {
      const file = await this.zip(tx, personId);
      await writeJournal(tx, { projectId: null, actor, act: 'downloadPersonalData', changes: [{ subject: `person:${personId}`, label: '', before: null, after: null }] });
      return file;
    });
  }

  private async zip(tx: Transaction, personId: string): Promise<StreamableFile> {
    const data = await this.data.of(tx, personId, ACTS);
    if (!data) throw new Refused(404, 'general.not-found');
    return new StreamableFile(await archiveOf(data), { type: 'application/zip', disposition: 'attachment; filename="personal-data.zip"' });
  }
}
