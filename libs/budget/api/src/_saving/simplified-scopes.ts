import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import { closedCategories, type Catalogue, type ChangeLines, type LineScope } from '@passerelle/budget/model';
import { NO_BUDGET_RULES, type BudgetRules } from '@passerelle/programme/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import type { BudgetForChange } from '../_persistence/budget.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import type { StoredLine } from '../_persistence/lines.repository';

const NONE: ReadonlyMap<string, string> = new Map();

/** The day for which a flat rate or an item of the catalogue must be valid: the project's first; today's where it is not known. */
export const ruleDate = ({ startDate }: Pick<BudgetForChange, 'startDate'>): string => startDate ?? new Date().toISOString().slice(0, 10);

/** Category code → the flat rate that closes it, for each operator. */
export function closedFor(budget: Pick<BudgetForChange, 'operators' | 'categories'>, { flatRates }: Pick<BudgetRules, 'flatRates'>): LineScope['closedFor'] {
  const codes = budget.categories.map(({ code }) => code);
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (operatorId) => {
    const chosen = budget.operators.find((row) => row.operatorId === operatorId)?.flatRates ?? [];
    if (chosen.length === 0) return NONE;
    if (!known.has(operatorId)) known.set(operatorId, closedCategories(chosen, flatRates, codes));
    return known.get(operatorId)!;
  };
}

export interface LinesRules extends Pick<LineScope, 'closedFor' | 'date'> {
  readonly rules: Catalogue;
  readonly lumpSumLines: readonly StoredLine[];
}

/** What acts are checked against for simplified costs. The programme's rules are asked for only where they have something to say. */
@Injectable()
export class SimplifiedScopes {
  constructor(
    private readonly programmes: ProgrammeReader,
    private readonly simplified: SimplifiedRepository,
  ) {}

  async closedFor(tx: Transaction, budget: BudgetForChange, operatorIds: readonly string[]): Promise<LineScope['closedFor']> {
    if (!hasRates(budget, operatorIds)) return () => NONE;
    return closedFor(budget, await this.programmes.budgetRules(tx, budget.programmeId));
  }

  /** For an act that changes lines. `lumpSumLines`: every line of the lump sums, where the act concerns one. */
  async ofLines(tx: Transaction, budget: BudgetForChange, request: ChangeLines, lines: ReadonlyMap<string, StoredLine>): Promise<LinesRules> {
    const sent = [...request.inserted, ...request.changed];
    const ofCatalogue = new Set(budget.categories.filter(({ kind }) => kind === 'LUMP_SUM' || kind === 'UNIT_COST').map(({ code }) => code));
    const named = sent.map(({ lineId, operatorId, catalogueCode, categoryCode }) => {
      const before = lines.get(lineId);
      return { operatorId: operatorId ?? before?.operatorId ?? '', isOfCatalogue: !!catalogueCode || !!before?.catalogueCode || ofCatalogue.has(categoryCode ?? before?.categoryCode ?? '') };
    });
    const choosesItems = named.some(({ isOfCatalogue }) => isOfCatalogue);
    if (!choosesItems && !hasRates(budget, named.map(({ operatorId }) => operatorId))) return { rules: NO_BUDGET_RULES, closedFor: () => NONE, date: ruleDate(budget), lumpSumLines: [] };
    const rules = await this.programmes.budgetRules(tx, budget.programmeId);
    const lumpSumLines = choosesItems ? await this.simplified.catalogueLines(tx, budget.budgetId, rules.lumpSums.map(({ code }) => code)) : [];
    return { rules, closedFor: closedFor(budget, rules), date: ruleDate(budget), lumpSumLines };
  }
}

const hasRates = ({ operators }: BudgetForChange, operatorIds: readonly string[]): boolean => operators.some((row) => row.flatRates.length > 0 && operatorIds.includes(row.operatorId));
