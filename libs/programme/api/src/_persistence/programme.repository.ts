import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Texts } from '@passerelle/shared/kernel';
import type { BasisPoints, RoundingRule } from '@passerelle/shared/money';
import { LEAST_RETENTION_YEARS, NO_BUDGET_RULES, type BudgetRules, type CategoryKind, type ProgrammeDefinition, type ProgrammeView } from '@passerelle/programme/model';

/** A programme as the acts of other domains need it: with the ids of its lists. */
export interface StoredProgramme {
  readonly programmeId: string;
  readonly code: string;
  readonly roundingRule: RoundingRule;
  readonly acronymMaxLength: number;
  readonly retentionYears: number;
  readonly versants: readonly { id: string; code: string; names: Texts }[];
  readonly projectTypes: readonly { id: string; code: string; erdfRateBp: BasisPoints }[];
  readonly costCategories: readonly { id: string; code: string; names: Texts; kind: CategoryKind; masked: boolean }[];
  readonly budgetRules: BudgetRules;
  readonly specificObjectives: readonly { id: string; code: string; priorityCode: string }[];
  readonly interventionCategories: readonly { id: string; code: string; names: Texts }[];
}

const list = (table: string, fields: string): string => `coalesce((select json_agg(json_build_object(${fields}) order by x.position) from ${table} x where x.programme_id = g.id), '[]'::json)`;
const CODED = `'code', x.code, 'names', x.names`;
const CATEGORY = `${CODED}, 'kind', x.kind, 'masked', x.masked`;
// Where nothing was defined, all four lists are there and empty.
const BUDGET_RULES = `'${JSON.stringify(NO_BUDGET_RULES)}'::jsonb || g.budget_rules "budgetRules"`;

/** Programmes and their lists. */
@Injectable()
export class ProgrammeRepository {
  /** The programmes of these ids; all of them for null. */
  async views(tx: Transaction, programmeIds: readonly string[] | null): Promise<ProgrammeView[]> {
    return tx.query(
      `select g.id "programmeId", g.code, g.names, g.rounding_rule "roundingRule", g.acronym_max_length "acronymMaxLength", g.terms, ${BUDGET_RULES},
              ${list('versant', CODED)} versants, ${list('fund', CODED)} funds,
              ${list('project_type', `${CODED}, 'erdfRateBp', x.erdf_rate_bp`)} "projectTypes", ${list('cost_category', CATEGORY)} "costCategories"
         from programme g where $1::uuid[] is null or g.id = any($1) order by g.code`,
      [programmeIds],
    );
  }

  async find(tx: Transaction, code: string): Promise<StoredProgramme | null> {
    const rows = await tx.query(
      `select g.id "programmeId", g.code, g.rounding_rule "roundingRule", g.acronym_max_length "acronymMaxLength", g.retention_years "retentionYears", ${BUDGET_RULES},
              ${list('versant', `'id', x.id, ${CODED}`)} versants,
              ${list('project_type', `'id', x.id, 'code', x.code, 'erdfRateBp', x.erdf_rate_bp`)} "projectTypes",
              ${list('cost_category', `'id', x.id, ${CATEGORY}`)} "costCategories",
              ${list('intervention_category', `'id', x.id, ${CODED}`)} "interventionCategories",
              coalesce((select json_agg(json_build_object('id', s.id, 'code', s.code, 'priorityCode', pr.code) order by pr.position, s.position)
                          from priority pr join specific_objective s on s.priority_id = pr.id where pr.programme_id = g.id), '[]'::json) "specificObjectives"
         from programme g where g.code = $1`,
      [code],
    );
    return rows[0] ?? null;
  }

  async budgetRules(tx: Transaction, programmeId: string): Promise<BudgetRules> {
    const rows = await tx.query(`select ${BUDGET_RULES} from programme g where g.id = $1`, [programmeId]);
    return rows[0]?.budgetRules ?? NO_BUDGET_RULES;
  }

  async codes(tx: Transaction): Promise<string[]> {
    const rows: { code: string }[] = await tx.query('select code from programme order by code');
    return rows.map((row) => row.code);
  }

  /** Acts that bring a project into a programme wait for each other, so that none comes in twice. An advisory lock: nobody but its owner may lock the programme's row. */
  async lock(tx: Transaction, programmeId: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`programme ${programmeId}`]);
  }

  async add(tx: Transaction, definition: ProgrammeDefinition): Promise<string> {
    const programmeId = uuid();
    await tx.query('insert into programme (id, code, names, currency, rounding_rule, acronym_max_length, terms, retention_years, budget_rules) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
      programmeId, definition.code, definition.names, definition.currency, definition.roundingRule, definition.acronymMaxLength, definition.terms, definition.retentionYears ?? LEAST_RETENTION_YEARS, definition.budgetRules ?? {},
    ]);
    for (const [position, v] of definition.versants.entries()) await this.addTo(tx, 'versant', { programme_id: programmeId, code: v.code, names: v.names, country: v.country, position });
    for (const [position, f] of definition.funds.entries()) await this.addTo(tx, 'fund', { programme_id: programmeId, code: f.code, names: f.names, position });
    for (const [position, t] of definition.projectTypes.entries()) {
      await this.addTo(tx, 'project_type', { programme_id: programmeId, code: t.code, names: t.names, erdf_rate_bp: t.erdfRateBp, operator_rate_allowed: t.operatorRateAllowed, position });
    }
    for (const [position, c] of definition.costCategories.entries()) await this.addTo(tx, 'cost_category', { programme_id: programmeId, code: c.code, names: c.names, kind: c.kind ?? 'REAL', masked: c.masked ?? false, position });
    for (const [position, c] of definition.interventionCategories.entries()) await this.addTo(tx, 'intervention_category', { programme_id: programmeId, code: c.code, names: c.names, position });
    for (const [position, p] of definition.priorities.entries()) {
      const priorityId = await this.addTo(tx, 'priority', { programme_id: programmeId, code: p.code, names: p.names, position });
      for (const [at, s] of p.specificObjectives.entries()) await this.addTo(tx, 'specific_objective', { priority_id: priorityId, code: s.code, names: s.names, position: at });
    }
    return programmeId;
  }

  private async addTo(tx: Transaction, table: string, row: Record<string, unknown>): Promise<string> {
    const id = uuid();
    const columns = Object.keys(row);
    await tx.query(`insert into ${table} (id, ${columns.join(', ')}) values ($1, ${columns.map((_, index) => `$${index + 2}`).join(', ')})`, [id, ...Object.values(row)]);
    return id;
  }
}
