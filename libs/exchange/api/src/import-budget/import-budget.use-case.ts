import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Refused, UnitOfWork, type ProjectPath } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor, type Language, type Refusal } from '@passerelle/shared/kernel';
import { BudgetActions, BudgetReader } from '@passerelle/budget/api';
import { isEditable } from '@passerelle/budget/model';
import { canonicalMapping, type BudgetImported, type BudgetImportPreview, type Judge, type TableMapping } from '@passerelle/exchange/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { readImport, type ReadImport } from './read-file';

/** A file with what its sender says of it. */
export interface BudgetFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mapping: TableMapping | null;
  readonly language: Language;
}

const REFUSED_AT_ONCE = 50;

/** Reads workbooks and tables into a budget: first what they would change, then, once somebody accepts, the change, all or nothing. */
@Injectable()
export class ImportBudgetUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly reader: BudgetReader,
    private readonly budgets: BudgetActions,
  ) {}

  /** What the file would change; stores nothing. What the person may not change is an error there. Refusals: 403, 404, 409 budget.not-editable, 422 where the file cannot be read. */
  async preview(actor: Actor, path: ProjectPath, file: BudgetFile): Promise<BudgetImportPreview> {
    const { fingerprint, revision, read } = await this.read(actor, path, file);
    const { kind, madeOfRevision, madeAt, counts, differences, errors, table } = read;
    return { fileName: file.name, fingerprint, revision, kind, madeOfRevision, madeAt, counts, differences, errors, table };
  }

  /**
   * Takes the file in, by the acts that change lines and amounts, in one transaction. In: the fingerprint and the revision that the preview showed; what somebody
   * changed after it is judged as by those acts. Refusals beside the preview's: 403 budget.may-not-change; 412 exchange.other-file, budget.stale-lines, budget.stale-cells; 422
   * workbook.has-errors with the first errors.
   */
  async accept(actor: Actor, path: ProjectPath, file: BudgetFile, seen: { readonly fingerprint: string; readonly revision: number }): Promise<BudgetImported> {
    const { fingerprint, read, operatorIds } = await this.read(actor, path, file);
    const foreign = read.errors.filter(({ code }) => code === 'budget.may-not-change');
    if (operatorIds.length === 0 || foreign.length > 0) throw new Refused(403, foreign.length > 0 ? refusalsOf(foreign) : 'general.not-allowed');
    if (fingerprint !== seen.fingerprint) throw new Refused(412, [refusal('exchange.other-file', {}, '/fingerprint')]);
    if (read.counts.errors > 0) throw new Refused(422, [refusal('workbook.has-errors', { errors: read.counts.errors }, '/file'), ...refusalsOf(read.errors)]);
    // The file is read before: nobody waits for the lock while it is.
    const revision = await this.unitOfWork.run(actor, async (tx) => {
      await this.budgets.lock(tx, path);
      return this.budgets.change(tx, actor, path, seen.revision, read.lines, read.agreed);
    });
    return { revision, counts: read.counts };
  }

  private async read(actor: Actor, path: ProjectPath, file: BudgetFile): Promise<{ fingerprint: string; revision: number; operatorIds: readonly string[]; read: ReadImport }> {
    const { budget, operatorIds } = await this.unitOfWork.snapshot(actor, async (tx) => {
      const project = await this.partnerships.projectFor(tx, actor, 'budget.read', path.programme, path.project);
      const found = await this.reader.inFull(tx, actor, path);
      return { budget: found, operatorIds: [...found.operators, ...found.unfunded].map(({ operatorId }) => operatorId).filter((operatorId) => may(actor, 'budget.changeLines', { ...project, operatorId })) };
    });
    if (!isEditable(budget.status)) throw new Refused(409, 'budget.not-editable');
    const bytes = sha256(file.bytes);
    const judge: Judge = (lines) => this.unitOfWork.read(actor, (tx) => this.budgets.reasonsAgainst(tx, actor, path, lines));
    const read = await readImport(file.bytes, { budget, operatorIds, language: file.language, bytesHash: bytes, mapping: file.mapping, judge });
    return { fingerprint: fingerprintOf(bytes, file.language, read), revision: budget.revision, operatorIds, read };
  }
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** All that a file's acts follow from, beside the budget's revision: its bytes, the language in which its figures and words are read, and what a table was taken to mean, with every answer. */
const fingerprintOf = (bytes: string, language: Language, { kind, table }: ReadImport): string => sha256(JSON.stringify([bytes, language, kind, table && canonicalMapping(table.mapping)]));

const refusalsOf = (errors: ReadImport['errors']): Refusal[] => errors.slice(0, REFUSED_AT_ONCE).map(({ code, params, at }) => refusal(code, params, `/cells/${at.replaceAll('~', '~0').replaceAll('/', '~1')}`));
