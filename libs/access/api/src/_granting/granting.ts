import { Injectable } from '@nestjs/common';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor, type Assignment, type Language, type Permission, type PersonRole } from '@passerelle/shared/kernel';
import { boundTo, mayGive, rolesFitting, type CoverageView, type GiveRole, type GrantPlace } from '@passerelle/access/model';
import type { InvitationPlace } from '@passerelle/identity/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { ProgrammeReader } from '@passerelle/programme/api';
import { AccessRepository, type PlaceProject } from '../_persistence/access.repository';

export interface ScopePath {
  readonly programme: string;
  readonly project?: string;
}

/** Where roles are looked after: a project, or a programme as a whole. */
export interface Scope {
  readonly programmeId: string;
  readonly programmeCode: string;
  readonly versantCodes: readonly string[];
  /** null: the programme as a whole. */
  readonly projectId: string | null;
}

/** Finds for what roles are given, and refuses what the actor may not give. */
@Injectable()
export class Granting {
  constructor(
    private readonly access: AccessRepository,
    private readonly programmes: ProgrammeReader,
    private readonly partnerships: PartnershipReader,
  ) {}

  /** The project where the actor sees who has access, or the programme in which she has this permission as a whole. Refusals: 404 where it is not there or not seen, 403. */
  async scope(tx: Transaction, actor: Actor, path: ScopePath, permission: Permission = 'access.grant'): Promise<Scope> {
    if (path.project !== undefined) return this.partnerships.projectFor(tx, actor, 'access.read', path.programme, path.project);
    const programme = await this.programmes.get(tx, path.programme);
    const { programmeId } = programme;
    if (!actor.assignments.some((own) => own.programmeId === null || own.programmeId === programmeId)) throw new Refused(404, 'general.not-found');
    if (!may(actor, permission, { programmeId })) throw new Refused(403, 'general.not-allowed');
    return { programmeId, programmeCode: programme.code, versantCodes: programme.versants.map(({ code }) => code), projectId: null };
  }

  /** Whether a role belongs to where it was asked for: everything else is not there. */
  isIn({ programmeId, projectId }: Scope, assignment: Assignment): boolean {
    if (projectId !== null) return assignment.projectId === projectId;
    return assignment.programmeId === programmeId || assignment.programmeId === null;
  }

  /**
   * What a role shall be given for, as the request names it. Refusals: 422 access.project-unknown at /projectCode, access.operator-unknown at /operatorId,
   * access.versant-unknown at /versantCode.
   */
  async placeNamed(tx: Transaction, scope: Scope, named: Omit<GiveRole, 'role'>): Promise<{ place: GrantPlace; project: PlaceProject | null }> {
    const { programmeId } = scope;
    if (named.everywhere && scope.projectId === null) return { place: { programmeId: null }, project: null };
    const project = await this.projectNamed(tx, scope, named.projectCode ?? null);
    if (!project && named.operatorId) throw new Refused(422, [refusal('access.operator-unknown', {}, '/operatorId')]);
    if (project) {
      const operator = project.operators.find(({ operatorId }) => operatorId === named.operatorId) ?? null;
      if (named.operatorId && !operator) throw new Refused(422, [refusal('access.operator-unknown', {}, '/operatorId')]);
      return { place: { programmeId, projectId: project.projectId, operator }, project };
    }
    if (named.versantCode && !scope.versantCodes.includes(named.versantCode)) throw new Refused(422, [refusal('access.versant-unknown', { versant: named.versantCode }, '/versantCode')]);
    return { place: { programmeId, versantCode: named.versantCode ?? null }, project: null };
  }

  /** What a role that somebody has, or is invited to, is bound to. */
  async placeOf(tx: Transaction, scope: Scope, { programmeId, projectId, operatorId, versantCode }: Assignment): Promise<{ place: GrantPlace; project: PlaceProject | null }> {
    const [project = null] = projectId ? await this.placesOf(tx, scope, [projectId]) : [];
    const operator = project?.operators.find((one) => one.operatorId === operatorId) ?? null;
    return { place: { programmeId, projectId, operator, versantCode }, project };
  }

  /** Projects by their ids, as who looks after roles here may know them. */
  placesOf(tx: Transaction, scope: Scope, projectIds: readonly string[]): Promise<PlaceProject[]> {
    if (projectIds.length === 0) return Promise.resolve([]);
    return scope.projectId !== null ? this.access.project(tx, scope.projectId) : this.access.places(tx, scope.programmeId, { projectIds });
  }

  /** The role bound to the place. Refusals: 422 access.role-does-not-fit at /role, 403 access.may-not-give. */
  granted(actor: Actor, role: PersonRole, place: GrantPlace): Assignment {
    if (!rolesFitting(place).includes(role)) throw new Refused(422, [refusal('access.role-does-not-fit', {}, '/role')]);
    const assignment = boundTo(role, place);
    if (!mayGive(actor, assignment)) throw new Refused(403, [refusal('access.may-not-give', {}, '/role')]);
    return assignment;
  }

  /** What the place is called, for the mail and for whoever holds the invitation's link. */
  async words(tx: Transaction, scope: Scope, place: GrantPlace, project: PlaceProject | null, language: Language): Promise<InvitationPlace> {
    const names = place.programmeId === null ? null : await this.access.programmeNames(tx, place.programmeId);
    return {
      programme: names && (names[language] ?? Object.values(names)[0] ?? scope.programmeCode),
      project: project && `${project.projectCode} ${project.projectAcronym}`,
      operator: project?.operators.find(({ operatorId }) => operatorId === place.operator?.operatorId)?.name ?? null,
    };
  }

  private async projectNamed(tx: Transaction, scope: Scope, code: string | null): Promise<PlaceProject | null> {
    if (scope.projectId !== null) return (await this.access.project(tx, scope.projectId))[0] ?? null;
    if (code === null) return null;
    const [project] = await this.access.places(tx, scope.programmeId, { code });
    if (!project) throw new Refused(422, [refusal('access.project-unknown', { project: code }, '/projectCode')]);
    return project;
  }
}

/** What a role covers, with the names of project and operator where they are known to the reader. */
export function coverageView({ programmeId, versantCode, projectId, operatorId }: Required<Assignment>, places: readonly PlaceProject[]): CoverageView {
  const project = places.find((place) => place.projectId === projectId);
  const operator = project?.operators.find((one) => one.operatorId === operatorId);
  return {
    programmeId,
    versantCode,
    projectId,
    projectCode: project?.projectCode ?? null,
    projectAcronym: project?.projectAcronym ?? null,
    operatorId,
    operatorName: operator?.name ?? null,
    operatorRole: operator?.role ?? null,
  };
}
