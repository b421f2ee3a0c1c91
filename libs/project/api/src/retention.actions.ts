import { Injectable } from '@nestjs/common';
import { Refused, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import { refusal, type Actor } from '@passerelle/shared/kernel';
import { RetentionRepository, type ProjectRetention, type StoredHold, type StoredRetention } from './_persistence/retention.repository';

export type { ProjectRetention, StoredHold, StoredRetention } from './_persistence/retention.repository';

/** The project that an act is on; its code is how the journal calls it. */
interface OnProject {
  readonly programmeId: string;
  readonly projectId: string;
  readonly projectCode: string;
}

/** Since when and how long a project's records are kept. Who may do what is decided above. */
@Injectable()
export class RetentionActions {
  constructor(private readonly retention: RetentionRepository) {}

  of(tx: Transaction, projectId: string): Promise<StoredRetention> {
    return this.retention.of(tx, projectId);
  }

  ofProjects(tx: Transaction, programmeId: string, projectIds: readonly string[] | null): Promise<ProjectRetention[]> {
    return this.retention.ofProjects(tx, programmeId, projectIds);
  }

  holdsOf(tx: Transaction, projectId: string): Promise<StoredHold[]> {
    return this.retention.holdsOf(tx, projectId);
  }

  /** Projects whose records are held and in which this person acted, by their codes. */
  heldProjectsOf(tx: Transaction, personId: string): Promise<{ code: string; programmeId: string }[]> {
    return this.retention.heldProjectsOf(tx, personId);
  }

  /** The date of the last payment, or null to take it back. It is said by hand as long as payments are not made here. Refusal: 422 retention.payment-in-future. */
  async setLastPayment(tx: Transaction, actor: Actor, project: OnProject, date: string | null, today: string): Promise<void> {
    if (date !== null && date > today) throw new Refused(422, [refusal('retention.payment-in-future', {}, '/lastPaymentOn')]);
    const { lastPaymentOn: before, startDate } = await this.retention.lockLastPayment(tx, project.projectId);
    if (date !== null && startDate !== null && date < startDate) throw new Refused(422, [refusal('retention.payment-before-start', { startDate }, '/lastPaymentOn')]);
    if (before === date) return;
    await this.retention.setLastPayment(tx, project.projectId, date);
    await this.write(tx, actor, 'setLastPayment', project, `last-payment:${project.projectId}`, before, date);
  }

  /** Holds the records. The reason stays in the project's own rows: the journal could not let go of a name in it. */
  async hold(tx: Transaction, actor: Actor, project: OnProject, reason: string, today: string): Promise<void> {
    const holdId = await this.retention.addHold(tx, project, reason, actor.personId);
    await this.write(tx, actor, 'holdRecords', project, `hold:${holdId}`, null, today);
  }

  /** Lets a hold go. Refusals: 404, 409 retention.released-already. */
  async release(tx: Transaction, actor: Actor, project: OnProject, holdId: string): Promise<void> {
    const released = await this.retention.releaseHold(tx, project.projectId, holdId, actor.personId);
    if (released === null) throw new Refused(404, 'general.not-found');
    if (released === 'RELEASED') throw new Refused(409, 'retention.released-already');
    await this.write(tx, actor, 'releaseRecords', project, `hold:${holdId}`, released.heldOn, null);
  }

  private async write(tx: Transaction, actor: Actor, act: string, { projectId, projectCode }: OnProject, subject: string, before: string | null, after: string | null): Promise<void> {
    await writeJournal(tx, { projectId, actor, act, changes: [{ subject, label: projectCode, before, after }] });
  }
}
