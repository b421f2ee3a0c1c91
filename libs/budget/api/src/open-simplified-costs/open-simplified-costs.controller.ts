import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, answerWithEtag, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ZERO_CENTS } from '@passerelle/shared/money';
import { rateOptions, simplifiedCosts, SimplifiedCostsView, type OperatorSimplifiedCostsView } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { ProgrammeReader } from '@passerelle/programme/api';
import type { FlatRate } from '@passerelle/programme/model';
import { BudgetRepository, type LoadedBudget, type OperatorBudgetRow } from '../_persistence/budget.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import type { RealSum } from '../_saving/simplified-rows';
import { ruleDate } from '../_saving/simplified-scopes';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/simplified-costs')
export class OpenSimplifiedCostsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly simplified: SimplifiedRepository,
    private readonly programmes: ProgrammeReader,
  ) {}

  /** Per operator: its flat rates and what they give, step by step; what each rate that could be chosen would give, exclude and delete. Cents, basis points. The ETag begins with the budget's revision. */
  @Get()
  @Needs('budget.read')
  @Answers(200, SimplifiedCostsView)
  @Refuses(401, 403, 404)
  async open(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SimplifiedCostsView | undefined> {
    const view = await this.unitOfWork.snapshot(actor, async (tx): Promise<SimplifiedCostsView> => {
      const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path));
      const { flatRates } = await this.programmes.budgetRules(tx, budget.programmeId);
      const { real } = await this.simplified.sumsOf(tx, budget.budgetId, budget.operators.map(({ operatorId }) => operatorId));
      const { programmeId, projectId, revision, status } = budget;
      const operators = budget.operators.map((row) => operatorView(row, real.filter((sum) => sum.operatorId === row.operatorId), flatRates, budget));
      return { programmeId, projectId, revision, status, date: ruleDate(budget), rates: flatRates as unknown as SimplifiedCostsView['rates'], operators };
    });
    return answerWithEtag(request, reply, view.revision, view);
  }
}

function operatorView({ operatorId, name, versantCode, flatRates: chosen }: OperatorBudgetRow, real: readonly RealSum[], flatRates: readonly FlatRate[], budget: LoadedBudget): OperatorSimplifiedCostsView {
  const realCents = Object.fromEntries(real.flatMap(({ categoryCode, amountCents }) => (amountCents === null ? [] : [[categoryCode, amountCents]])));
  const realLines = Object.fromEntries(real.map(({ categoryCode, lines }) => [categoryCode, lines]));
  const options = rateOptions(chosen, real, flatRates, budget.categories.map(({ code }) => code), ruleDate(budget)).map(({ lost, ...option }) => ({
    ...option, lostLines: lost.reduce((count, { lines }) => count + lines, 0), lostCents: lost.reduce((sum, { amountCents }) => (sum + (amountCents ?? ZERO_CENTS)) as typeof sum, ZERO_CENTS),
  }));
  return { operatorId, name, versantCode, flatRates: chosen, realCents, realLines, steps: simplifiedCosts(realCents, chosen, flatRates) as OperatorSimplifiedCostsView['steps'], options: options as OperatorSimplifiedCostsView['options'] };
}
