import { Injectable } from '@nestjs/common';
import { Refused, SYSTEM, UnitOfWork, type ProgrammePath, type Transaction } from '@passerelle/shared/api-kit';
import { PERSON_ROLES, type Actor } from '@passerelle/shared/kernel';
import { maySuspend, type ListPeople, type ManagedPeoplePage, type ManagedPersonView } from '@passerelle/access/model';
import { Granting, type Scope } from '../_granting/granting';
import { heldRoleView, invitationView } from '../_granting/views';
import { AccessRepository, type HeldRole, type PersonRow, type PlaceProject } from '../_persistence/access.repository';

const PAGE_SIZE = 50;

interface FoundPeople {
  readonly rows: readonly PersonRow[];
  readonly roles: readonly HeldRole[];
  readonly places: readonly PlaceProject[];
}

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
    const { rowCount, invitations, ...found } = await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path, 'person.manage');
      const people = await this.access.people(tx, scope.programmeId, ask, page, pageSize);
      const pending = await this.access.invitationsToProgramme(tx, scope.programmeId);
      const projectIds = pending.flatMap(({ assignment }) => assignment.projectId ?? []);
      return { ...(await this.withRoles(tx, scope, people.rows, projectIds)), rowCount: people.rowCount, invitations: pending };
    });
    return { rows: await this.views(actor, found), rowCount, page, pageSize, invitations: invitations.map((invitation) => invitationView(actor, invitation, found.places)) };
  }

  /** One of them. */
  async one(actor: Actor, path: ProgrammePath, personId: string): Promise<ManagedPersonView> {
    const found = await this.unitOfWork.read(actor, async (tx) => {
      const scope = await this.granting.scope(tx, actor, path, 'person.manage');
      return this.withRoles(tx, scope, (await this.access.people(tx, scope.programmeId, { personId }, 1, 1)).rows, []);
    });
    const [person] = await this.views(actor, found);
    if (!person) throw new Refused(404, 'general.not-found');
    return person;
  }

  private async withRoles(tx: Transaction, scope: Scope, rows: readonly PersonRow[], otherProjectIds: readonly string[]): Promise<FoundPeople> {
    const roles = await this.access.rolesOf(tx, scope.programmeId, rows.map(({ personId }) => personId), PERSON_ROLES);
    const projectIds = [...new Set([...roles.flatMap(({ projectId }) => projectId ?? []), ...otherProjectIds])];
    return { rows, roles, places: await this.granting.placesOf(tx, scope, projectIds) };
  }

  private async views(actor: Actor, { rows, roles, places }: FoundPeople): Promise<ManagedPersonView[]> {
    // Who these people are was shown to the actor; their sessions and where else they are known are not hers to see, only what follows from them.
    const details = await this.unitOfWork.read(SYSTEM, (tx) => this.access.details(tx, rows.map(({ personId }) => personId)));
    return rows.map((person) => {
      const { lastSeenAt = null, sessionCount = 0, hasSecondFactor = false, programmeIds = [] } = details.get(person.personId) ?? {};
      const isSelf = person.personId === actor.personId;
      const own = roles.filter(({ personId }) => personId === person.personId);
      return { ...person, lastSeenAt, sessionCount, hasSecondFactor, isSelf, maySuspend: !isSelf && maySuspend(actor, programmeIds), roles: own.map((held) => heldRoleView(actor, held, places)) };
    });
  }
}
