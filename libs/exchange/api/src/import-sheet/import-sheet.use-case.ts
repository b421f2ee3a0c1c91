import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Refused, UnitOfWork, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import { may, refusal, type Actor } from '@passerelle/shared/kernel';
import { basisPoints, type BasisPoints } from '@passerelle/shared/money';
import { BudgetActions } from '@passerelle/budget/api';
import { isRefused, type AcceptedSheet, type ProjectSheet, type SheetOperator, type SheetOutcome, type SheetProgramme, type SheetReading } from '@passerelle/exchange/model';
import { PartnershipActions } from '@passerelle/partnership/api';
import { ProgrammeReader, type StoredProgramme } from '@passerelle/programme/api';
import { ProjectActions } from '@passerelle/project/api';
import { AcceptedSheetRepository } from '../_persistence/accepted-sheet.repository';
import { readSource } from './read-source';

export interface SheetFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadSheetFile {
  readonly fingerprint: string;
  readonly outcome: SheetOutcome;
  readonly reading: SheetReading;
}

/** Reads project sheets, shows what they say, and takes them in once somebody accepts. */
@Injectable()
export class ImportSheetUseCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programmes: ProgrammeReader,
    private readonly projects: ProjectActions,
    private readonly partnerships: PartnershipActions,
    private readonly budgets: BudgetActions,
    private readonly sheets: AcceptedSheetRepository,
  ) {}

  /** What the file says and how it stands to what is stored; stores nothing. Refusals: 403, 404 for the programme. */
  preview(actor: Actor, programmeCode: string, file: SheetFile): Promise<ReadSheetFile> {
    return this.unitOfWork.read(actor, async (tx) => (await this.read(tx, actor, programmeCode, file)).shown);
  }

  /**
   * Takes the sheet in: project, partnership and budget with the published totals as agreed, or nothing. Accepting a sheet that says the same again
   * changes nothing. Refusals: 412 exchange.other-file (not the file that was shown), 422 exchange.sheet-refused (with its errors),
   * 409 exchange.project-differs (the project is there and the sheet says something else: nothing is overwritten).
   */
  accept(actor: Actor, programmeCode: string, file: SheetFile, fingerprint: string): Promise<AcceptedSheet> {
    return this.unitOfWork.run(actor, async (tx) => {
      const programme = await this.programmes.get(tx, programmeCode);
      await this.programmes.lock(tx, programme.programmeId);
      const { shown, source } = await this.read(tx, actor, programmeCode, file);
      const { reading, outcome } = shown;
      if (shown.fingerprint !== fingerprint) throw new Refused(412, [refusal('exchange.other-file', {}, '/fingerprint')]);
      const projectCode = reading.sheet.project.code ?? '';
      if (outcome === 'REFUSED') {
        const errors = reading.findings.filter((finding) => finding.severity === 'error');
        throw new Refused(422, [refusal('exchange.sheet-refused', { errors: errors.length }, '/file'), ...errors.map((error) => refusal(error.code, error.params, `/lines/${error.line ?? 0}`))]);
      }
      if (outcome === 'DIFFERENT') throw new Refused(409, [refusal('exchange.project-differs', { project: projectCode }, '/file')]);
      if (outcome === 'NEW') await this.store(tx, actor, programme, file.name, source, reading);
      return { projectCode, outcome };
    });
  }

  private async read(tx: Transaction, actor: Actor, programmeCode: string, file: SheetFile): Promise<{ shown: ReadSheetFile; source: string }> {
    const programme = await this.programmes.get(tx, programmeCode);
    if (!may(actor, 'exchange.importSheet', programme)) throw new Refused(actor.assignments.some((a) => a.programmeId === programme.programmeId) ? 403 : 404, 'general.not-allowed');
    const { reading, text } = await readSource(file.bytes, sheetProgramme(programme));
    const fingerprint = createHash('sha256').update(file.bytes).digest('hex');
    return { shown: { fingerprint, reading, outcome: await this.outcome(tx, programme.programmeId, reading) }, source: text };
  }

  private async outcome(tx: Transaction, programmeId: string, reading: SheetReading): Promise<SheetOutcome> {
    const { code } = reading.sheet.project;
    if (isRefused(reading) || !code) return 'REFUSED';
    const projectId = await this.projects.idOf(tx, programmeId, code);
    if (!projectId) return 'NEW';
    return (await this.sheets.isAccepted(tx, projectId, contentHash(reading.sheet))) ? 'UNCHANGED' : 'DIFFERENT';
  }

  private async store(tx: Transaction, actor: Actor, programme: StoredProgramme, fileName: string, source: string, reading: SheetReading): Promise<void> {
    const { sheet, findings } = reading;
    const { project } = sheet;
    const projectType = programme.projectTypes.find((type) => type.erdfRateBp === sheet.erdfRateBp);
    const rateBp = sheet.erdfRateBp ?? basisPoints(programme.projectTypes[0]?.erdfRateBp ?? 0);
    const category = project.interventionCategory;
    const projectId = await this.projects.create(tx, {
      programmeId: programme.programmeId,
      code: project.code!,
      acronym: project.acronym ?? project.code!,
      titles: project.title ? { [sheet.language]: project.title } : {},
      summaries: project.summary ? { [sheet.language]: project.summary } : {},
      projectTypeId: projectType?.id ?? null,
      specificObjectiveId: objectiveOf(programme, project.code!),
      interventionCategoryId: programme.interventionCategories.find(({ names }) => category && Object.values(names).some((name) => sameWords(name, category)))?.id ?? null,
      interventionCategoryText: category,
      // A published sheet tells of a project that was approved.
      status: 'APPROVED',
      startDate: project.startDate,
      endDate: project.endDate,
      lastUpdate: project.lastUpdate,
    });
    const ids = await this.partnerships.form(tx, projectId, sheet.operators.map((operator) => newOperator(operator, reading, programme)), programme.versants.map((v) => v.code));
    const funded = sheet.operators.flatMap((operator, index) =>
      operator.role === 'ASSOCIATED' ? [] : [{ operatorId: ids[index]!, agreedTotalCents: operator.totalCents, erdfRateBp: ownRateOf(operator, findings) ?? rateBp }],
    );
    await this.budgets.open(tx, { projectId, byId: actor.personId, roundingRule: programme.roundingRule, operators: funded });
    await this.sheets.add(tx, { projectId, fileName, contentHash: contentHash(sheet), source, sheet, findings, by: actor });
    const { totalCents, erdfCents } = sheet.totals.computed;
    const after = { code: project.code, acronym: project.acronym, operators: sheet.operators.length, totalCents, erdfCents };
    await writeJournal(tx, { projectId, actor, act: 'importSheet', changes: [{ subject: `project:${projectId}`, label: project.code!, before: null, after }] });
  }
}

/** What the reader must know of a programme. */
const sheetProgramme = (programme: StoredProgramme): SheetProgramme => ({
  versants: programme.versants,
  rates: programme.projectTypes.map((type) => basisPoints(type.erdfRateBp)),
  roundingRule: programme.roundingRule,
  acronymMaxLength: programme.acronymMaxLength,
});

/** sha-256 of what a sheet says, whatever its file looks like: two files that say the same are the same sheet. */
function contentHash({ project, operators, totals }: ProjectSheet): string {
  const rows = operators.map(({ name, versant, role, totalCents, erdfCents }) => [name, versant, role, totalCents, erdfCents]);
  return createHash('sha256').update(JSON.stringify([project, rows, totals.printed])).digest('hex');
}

/** In the programme's codes the first two parts are the priority and the specific objective (4.8.337). */
function objectiveOf(programme: StoredProgramme, projectCode: string): string | null {
  const [priority, objective] = projectCode.split('.');
  return programme.specificObjectives.find((o) => o.priorityCode === priority && o.code === `${priority}.${objective}`)?.id ?? null;
}

const sameWords = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** The rate of a row that follows another rate than the sheet's, as the reader found it; null for the others. */
function ownRateOf(operator: SheetOperator, findings: SheetReading['findings']): BasisPoints | null {
  const other = findings.find((finding) => finding.code === 'sheet.row-other-rate' && finding.params['name'] === operator.name)?.params['rateBp'];
  return typeof other === 'number' ? basisPoints(other) : null;
}

const newOperator = (operator: SheetOperator, { sheet, findings }: SheetReading, programme: StoredProgramme) => ({
  name: operator.name,
  role: operator.role,
  versantCode: operator.versant,
  versantId: programme.versants.find((versant) => versant.code === operator.versant)!.id,
  erdfRateBp: ownRateOf(operator, findings),
  address: operator.role === 'LEAD' && sheet.project.lead ? sheet.project.lead : { postcode: null, city: null, country: null },
});
