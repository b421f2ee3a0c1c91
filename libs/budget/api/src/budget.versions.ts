import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Refused, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor, Language, Permission } from '@passerelle/shared/kernel';
import type { LineView } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { BudgetRepository, type BudgetPath, type LoadedBudget, type WhichVersion } from './_persistence/budget.repository';
import { LinesRepository } from './_persistence/lines.repository';
import { MatchFundingRepository, type StoredSource } from './_persistence/match-funding.repository';
import { toldWhole } from './_persistence/told-whole';
import { VersionsRepository, type Decision, type VersionRow, type WithdrawnRow } from './_persistence/versions.repository';

/** A version with everything that stands in it, amounts in cents. */
export interface WholeVersion {
  readonly budget: LoadedBudget;
  readonly lines: readonly LineView[];
  readonly sources: readonly VersionSource[];
}

/** Who pays besides the fund and the operator. */
export type VersionSource = Omit<StoredSource, 'fieldRevisions' | 'createdRevision' | 'revision'>;

/** What the domain of modifications asks about versions of budgets and does with them, in its own transaction. */
@Injectable()
export class BudgetVersions {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly lines: LinesRepository,
    private readonly versions: VersionsRepository,
    private readonly matchFunding: MatchFundingRepository,
  ) {}

  ofProject(tx: Transaction, projectId: string): Promise<VersionRow[]> {
    return this.versions.ofProject(tx, projectId);
  }

  /** A version without its lines, for somebody with that permission. Refusals: 404 where it is not there or may not be seen, 403. */
  async find(tx: Transaction, actor: Actor, permission: Permission, path: BudgetPath, which: WhichVersion): Promise<LoadedBudget> {
    const working = permitted(actor, permission, await this.budgets.open(tx, path));
    if (which === 'WORKING' || which === working.versionNumber) return working;
    const found = await this.budgets.open(tx, path, which);
    if (!found) throw new Refused(404, 'general.not-found');
    return found;
  }

  /** The version with its lines; of operators that the actor may not be told whole, without what tells salaries. `actor` null: everything, for what is kept. */
  async withLines(tx: Transaction, actor: Actor | null, budget: LoadedBudget): Promise<WholeVersion> {
    const lines = await this.lines.asJson(tx, budget.budgetId, actor && toldWhole(actor, budget));
    const sources = await this.matchFunding.sourcesOf(tx, budget.budgetId);
    return { budget, lines: JSON.parse(lines), sources: sources.map(({ fieldRevisions: _, createdRevision: _c, revision: _r, ...source }) => source) };
  }

  /** From here on nobody else saves until the end of the transaction. */
  async lock(tx: Transaction, path: BudgetPath): Promise<void> {
    await this.budgets.lock(tx, path);
  }

  withdrawnOf(tx: Transaction, projectId: string): Promise<WithdrawnRow[]> {
    return this.versions.withdrawnOf(tx, projectId);
  }

  /** Opens a draft beside a version, equal to it. */
  async copy(tx: Transaction, budget: LoadedBudget): Promise<{ readonly budgetId: string; readonly versionNumber: number }> {
    const copyId = uuid();
    return { budgetId: copyId, versionNumber: await this.versions.copy(tx, budget.budgetId, copyId) };
  }

  async submit(tx: Transaction, actor: Actor, { budgetId, revision }: LoadedBudget): Promise<void> {
    refuseStale(await this.versions.submit(tx, budgetId, revision, actor.personId));
  }

  async decide(tx: Transaction, actor: Actor, { budgetId, revision }: LoadedBudget, to: 'APPROVED' | 'RETURNED', decision: Decision): Promise<void> {
    refuseStale(await this.versions.decide(tx, budgetId, revision, to, actor.personId, decision));
  }

  async withdraw(tx: Transaction, { budgetId, revision }: LoadedBudget): Promise<void> {
    refuseStale(await this.versions.remove(tx, budgetId, revision));
  }

  /** In which languages a project speaks: those of its title. */
  languagesOf(tx: Transaction, projectId: string): Promise<Language[]> {
    return this.versions.languagesOf(tx, projectId);
  }

  /** Who these persons are, by their ids. */
  namesOf(tx: Transaction, personIds: readonly (string | null)[]): Promise<ReadonlyMap<string | null, string>> {
    return this.budgets.namesOf(tx, personIds);
  }
}

/** Somebody saved in between, or the database's wall did not take it. */
function refuseStale(taken: boolean): void {
  if (!taken) throw new Refused(412, 'general.stale');
}
