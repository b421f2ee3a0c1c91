import { Injectable } from '@nestjs/common';
import { SYSTEM, UnitOfWork, type ProjectPath } from '@passerelle/shared/api-kit';
import { PERSON_ROLES, type Actor, type PersonRole } from '@passerelle/shared/kernel';
import { grantableRoles, type AccessReason, type AccessView, type GrantableView, type ProjectAccessView } from '@passerelle/access/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { heldRoleView, invitationView } from '../_granting/views';
import { AccessRepository, type HeldRole, type PersonDetails, type PlaceProject } from '../_persistence/access.repository';

const REASONS: Readonly<Record<PersonRole, AccessReason>> = {
  LEAD_OFFICER: 'OPERATOR',
  PARTNER_OFFICER: 'OPERATOR',
  ASSOCIATED_OFFICER: 'OPERATOR',
  AUDITOR: 'SAMPLE',
  VERIFIER: 'VERSANT',
  CONTACT_POINT: 'LED_FROM_VERSANT',
  SECRETARIAT: 'PROGRAMME',
  MANAGING_AUTHORITY: 'PROGRAMME',
  ADMINISTRATOR: 'PROGRAMME',
};

/** Who has access to a project and why. People whose account is closed have none. Refusals: 404, 403. */
@Injectable()
export class ShowAccessUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: AccessRepository,
    private readonly partnerships: PartnershipReader,
  ) {}

  async run(actor: Actor, path: ProjectPath): Promise<ProjectAccessView> {
    const { roles, invitations, operators, places } = await this.unitOfWork.read(actor, async (tx) => {
      const project = await this.partnerships.projectFor(tx, actor, 'access.read', path.programme, path.project);
      return {
        roles: await this.access.rolesReaching(tx, project, PERSON_ROLES),
        invitations: await this.access.invitationsReaching(tx, project),
        operators: await this.partnerships.operators(tx, project.projectId),
        places: (await this.access.project(tx, project.projectId)).map((place) => ({ ...place, programmeId: project.programmeId })),
      };
    });
    // Whose roles these are was shown to the actor; their names and when they were last seen lie in rows that nobody but they themselves is shown.
    const people = await this.unitOfWork.read(SYSTEM, (tx) => this.access.details(tx, roles.map(({ personId }) => personId)));
    return {
      people: roles.flatMap((held) => accessView(actor, held, people.get(held.personId), operators, places)),
      invitations: invitations.map((invitation) => invitationView(actor, invitation, places)),
      grantable: places.flatMap(({ programmeId, projectId, operators }): GrantableView[] =>
        [null, ...operators].flatMap((operator) => {
          const given = grantableRoles(actor, { programmeId, projectId, operator });
          return given.length ? [{ operatorId: operator?.operatorId ?? null, operatorName: operator?.name ?? null, roles: given }] : [];
        }),
      ),
    };
  }
}

type Operators = Awaited<ReturnType<PartnershipReader['operators']>>;

function accessView(actor: Actor, held: HeldRole, person: PersonDetails | undefined, operators: Operators, places: readonly PlaceProject[]): AccessView[] {
  if (person?.status !== 'ACTIVE') return [];
  const { personId, name, email, lastSeenAt } = person;
  const role = heldRoleView(actor, held, places);
  const reason = REASONS[held.role];
  const through = operators.filter((operator) => isThrough(reason, held, operator)).map(({ name: operatorName, versantCode }) => ({ operatorName, versantCode }));
  return [{ ...role, personId, name, email: role.mayEnd ? email : null, reason, through, lastSeenAt, isSelf: personId === actor.personId }];
}

/** Whether a role reaches the project by this operator. */
function isThrough(reason: AccessReason, held: HeldRole, { operatorId, role, versantCode }: Operators[number]): boolean {
  if (reason === 'OPERATOR') return operatorId === held.operatorId;
  if (reason === 'VERSANT') return versantCode === held.versantCode;
  return reason === 'LED_FROM_VERSANT' && role === 'LEAD';
}
