import { Injectable } from '@nestjs/common';
import { refuseIfAny, Refused, UnitOfWork, writeJournal, type JournalChange, type ProjectPath, type Transaction } from '@passerelle/shared/api-kit';
import { refusal, textIn, type Actor } from '@passerelle/shared/kernel';
import { PartnershipReader, type ProjectAccess } from '@passerelle/partnership/api';
import { refuseCount, renumberedOf, workPackageSubject, type WorkPackage, type WorkPlanChanges } from '@passerelle/work-plan/model';
import { WorkPlanRepository } from '../_persistence/work-plan.repository';

/** An act on a plan: from its work packages as they are now to those that it leaves. Throws Refused for what the act itself is against. */
export interface WorkPlanAct {
  readonly name: string;
  /** null where the act goes with whatever others did: a package that is added comes last. */
  readonly seenRevision: number | null;
  /** What the act is about; it must be there. */
  readonly workPackageId?: string;
  readonly apply: (workPackages: readonly WorkPackage[], operatorIds: readonly string[]) => readonly WorkPackage[];
}

/**
 * Changes a project's work plan: one act, one transaction, one entry in the journal. Few people plan and they do so together, so the revision is judged
 * for the plan as a whole: whoever stands on an older one gets the plan as it is now with a 412 and nothing is saved, unless the act asks for what stands
 * there already. Refusals: 403, 404, 409 workPlan.package-in-use, 412 workPlan.stale, 422 by the act.
 */
@Injectable()
export class ChangeWorkPlanUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly workPlans: WorkPlanRepository,
  ) {}

  async run(actor: Actor, path: ProjectPath, act: WorkPlanAct): Promise<WorkPlanChanges> {
    return this.unitOfWork.run(actor, async (tx) => this.apply(tx, actor, await this.partnerships.projectFor(tx, actor, 'workPlan.change', path.programme, path.project), act));
  }

  /** The same within somebody else's transaction, on a project that the actor may plan. */
  async apply(tx: Transaction, actor: Actor, project: Pick<ProjectAccess, 'projectId' | 'programmeId'>, act: WorkPlanAct): Promise<WorkPlanChanges> {
    const revision = await this.workPlans.lock(tx, project);
    const before = await this.workPlans.workPackagesOf(tx, project.projectId);
    const unchanged: WorkPlanChanges = { revision, workPackages: before, renumbered: [] };
    // A revision that is not there yet stands for no screen that anybody saw.
    if (act.seenRevision !== null && act.seenRevision > revision) throw new Refused(412, 'general.stale');
    if (act.workPackageId && !before.some(({ workPackageId }) => workPackageId === act.workPackageId)) throw new Refused(404, 'general.not-found');
    const operators = await this.partnerships.operators(tx, project.projectId);
    const after = act.apply(before, operators.map(({ operatorId }) => operatorId));
    refuseIfAny(422, refuseCount(after));
    const changes = changesOf(before, after);
    if (changes.length === 0) return unchanged;
    if (act.seenRevision !== null && act.seenRevision < revision) throw new Refused(412, [refusal('workPlan.stale')], { current: unchanged });
    await this.workPlans.save(tx, project, before, after);
    await writeJournal(tx, { projectId: project.projectId, actor, act: act.name, changes });
    return { revision: revision + 1, workPackages: [...after], renumbered: renumberedOf(before, after) };
  }
}

const valueOf = ({ number, kind, names, responsibleOperatorId }: WorkPackage) => ({ number, kind, names, responsibleOperatorId });

/** A package as a reader of the journal knows it: its number, and its name in the first language that it has. */
const labelOf = ({ number, names }: WorkPackage): string => [`${number}`, textIn(names, 'fr')].filter((part) => part !== '').join(' · ');

/** What differs, each work package by its number of before; of one that stays only the parts that are others. */
function changesOf(before: readonly WorkPackage[], after: readonly WorkPackage[]): JournalChange[] {
  const [old, now] = [new Map(before.map((one) => [one.workPackageId, one])), new Map(after.map((one) => [one.workPackageId, one]))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): JournalChange[] => {
    const [was, is] = [old.get(id), now.get(id)];
    const named = { subject: workPackageSubject(id), label: labelOf((was ?? is)!) };
    if (!was || !is) return [{ ...named, before: was ? valueOf(was) : null, after: is ? valueOf(is) : null }];
    const parts = (Object.keys(valueOf(is)) as (keyof ReturnType<typeof valueOf>)[]).filter((part) => JSON.stringify(sorted(was[part])) !== JSON.stringify(sorted(is[part])));
    const only = (one: WorkPackage) => Object.fromEntries(parts.map((part) => [part, one[part]]));
    return parts.length === 0 ? [] : [{ ...named, before: only(was), after: only(is) }];
  });
}

/** The database keeps the parts of a value in an order of its own. */
const sorted = (value: unknown): unknown => (value && typeof value === 'object' ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
