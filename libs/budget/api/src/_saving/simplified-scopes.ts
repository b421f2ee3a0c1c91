import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import { closedCategories, type ChangeLines, type SimplifiedScope } from '@passerelle/budget/model';
import { NO_BUDGET_RULES, type BudgetRules } from '@passerelle/programme/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import type { BudgetForChange } from '../_persistence/budget.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import type { StoredLine } from '../_persistence/lines.repository';

const NONE: ReadonlyMap<string, string> = new Map();

/** The day for which a flat rate or an item of the catalogue must be valid: the project's first; today's where it is not known. */
export const ruleDate = ({ startDate }: Pick<BudgetForChange, 'startDate'>): string => startDate ?? new Date().toISOString().slice(0, 10);

/** Category code → the flat rate that closes it, for each operator. */
export function closedFor(budget: Pick<BudgetForChange, 'operators' | 'categories'>, { flatRates }: Pick<BudgetRules, 'flatRates'>): SimplifiedScope['closedFor'] {
  const codes = budget.categories.map(({ code }) => code);
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (operatorId) => {
    const chosen = budget.operators.find((row) => row.operatorId === operatorId)?.flatRates ?? [];
    if (chosen.length === 0) return NONE;
    if (!known.has(operatorId)) known.set(operatorId, closedCategories(chosen, flatRates, codes));
    return known.get(operatorId)!;
  };
}

/** What acts are checked against for simplified costs. The programme's rules are asked for only where they have something to say. */
@Injectable()
export class SimplifiedScopes {
  constructor(
    private readonly programmes: ProgrammeReader,
    private readonly simplified: SimplifiedRepository,
  ) {}

  async closedFor(tx: Transaction, budget: BudgetForChange, operatorIds: readonly string[]): Promise<SimplifiedScope['closedFor']> {
    if (!hasRates(budget, operatorIds)) return () => NONE;
    return closedFor(budget, await this.programmes.budgetRules(tx, budget.programmeId));
  }

  /** Out: null where neither a flat rate nor the catalogue has a say in the act. */
  async ofLines(tx: Transaction, budget: BudgetForChange, request: ChangeLines, lines: ReadonlyMap<string, StoredLine>): Promise<SimplifiedScope | null> {
    const sent = [...request.inserted, ...request.changed];
    const operatorIds = sent.flatMap(({ lineId, operatorId }) => operatorId ?? lines.get(lineId)?.operatorId ?? []);
    const ofCatalogue = new Set(budget.categories.filter(({ kind }) => kind === 'LUMP_SUM' || kind === 'UNIT_COST').map(({ code }) => code));
    const names = sent.some(({ lineId, catalogueCode, categoryCode }) => catalogueCode || lines.get(lineId)?.catalogueCode || ofCatalogue.has(categoryCode ?? lines.get(lineId)?.categoryCode ?? ''));
    if (!names && !hasRates(budget, operatorIds)) return null;
    const rules = await this.programmes.budgetRules(tx, budget.programmeId);
    const named = [...sent.map(({ lineId }) => lineId), ...request.removed];
    return {
      operators: new Map(budget.operators.map((row) => [row.operatorId, row])), categories: budget.categories, catalogue: names ? rules : NO_BUDGET_RULES, closedFor: closedFor(budget, rules), lines, date: ruleDate(budget),
      usedCents: names ? await this.simplified.catalogueSums(tx, budget.budgetId, named) : new Map(),
    };
  }
}

const hasRates = ({ operators }: BudgetForChange, operatorIds: readonly string[]): boolean => operators.some((row) => row.flatRates.length > 0 && operatorIds.includes(row.operatorId));
