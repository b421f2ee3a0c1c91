import { Injectable } from '@nestjs/common';
import { SYSTEM, UnitOfWork, type ProgrammePath } from '@passerelle/shared/api-kit';
import { PERSON_ROLES, type Actor } from '@passerelle/shared/kernel';
import { maySuspend, type ListPeople, type ManagedPeoplePage } from '@passerelle/access/model';
import { Granting } from '../_granting/granting';
import { heldRoleView, invitationView } from '../_granting/views';
import { AccessRepository } from '../_persistence/access.repository';

const PAGE_SIZE = 50;

/** The people of a programme, for its administrator. Refusals: 404, 403. */
@Injectable()
export class ListPeopleUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly granting: Granting,
    private readonly access: AccessRepository,
  ) {}

  async run(actor: Actor, path: ProgrammePath, ask: ListPeople): Promise<ManagedPeoplePage> {
    const page = ask.page ?? 1;
    const pageSize = ask.pageSize ?? PAGE_SIZE;
    const { rows, rowCount, roles, invitations, places } = await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path, 'person.manage');
      const found = await this.access.people(tx, scope.programmeId, ask, page, pageSize);
      const held = await this.access.rolesOf(tx, scope.programmeId, found.rows.map(({ personId }) => personId), PERSON_ROLES);
      const pending = await this.access.invitationsToProgramme(tx, scope.programmeId);
      const projectIds = [...held, ...pending.map(({ assignment }) => assignment)].flatMap(({ projectId }) => projectId ?? []);
      return { ...found, roles: held, invitations: pending, places: await this.granting.placesOf(tx, scope, [...new Set(projectIds)]) };
    });
    // Who these people are was shown to the actor; their sessions and their roles elsewhere are not hers to see, only what follows from them.
    const details = await this.unitOfWork.read(SYSTEM, (tx) => this.access.details(tx, rows.map(({ personId }) => personId)));
    return {
      rows: rows.map((person) => {
        const { lastSeenAt = null, sessionCount = 0, assignments = [] } = details.get(person.personId) ?? {};
        const isSelf = person.personId === actor.personId;
        const own = roles.filter(({ personId }) => personId === person.personId);
        return { ...person, lastSeenAt, sessionCount, isSelf, maySuspend: !isSelf && maySuspend(actor, assignments), roles: own.map((held) => heldRoleView(actor, held, places)) };
      }),
      rowCount,
      page,
      pageSize,
      invitations: invitations.map((invitation) => invitationView(actor, invitation, places)),
    };
  }
}
