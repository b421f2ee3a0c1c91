import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, answerWithEtag, CurrentActor, Needs, ProjectPath, Refuses, UnitOfWork, type ApiRequest } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { cents, subtractCents, sumCents, ZERO_CENTS } from '@passerelle/shared/money';
import { BudgetCatalogueView, categoryOfItem } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { ProgrammeReader } from '@passerelle/programme/api';
import { isValidOn, type LumpSum, type UnitCost } from '@passerelle/programme/model';
import { BudgetRepository } from '../_persistence/budget.repository';
import { SimplifiedRepository } from '../_persistence/simplified.repository';
import { ruleDate } from '../_saving/simplified-scopes';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/catalogue')
export class OpenCatalogueController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly simplified: SimplifiedRepository,
    private readonly programmes: ProgrammeReader,
  ) {}

  /** The lump sums and unit costs of the programme that this project may choose, in cents, and what the operators' lines leave of each lump sum. The ETag begins with the budget's revision. */
  @Get()
  @Needs('budget.read')
  @Answers(200, BudgetCatalogueView)
  @Refuses(401, 403, 404)
  async open(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<BudgetCatalogueView | undefined> {
    const view = await this.unitOfWork.snapshot(actor, async (tx): Promise<BudgetCatalogueView> => {
      const budget = permitted(actor, 'budget.read', await this.budgets.openForChange(tx, path, []));
      const rules = await this.programmes.budgetRules(tx, budget.programmeId);
      const lines = await this.simplified.catalogueLines(tx, budget.budgetId, rules.lumpSums.map(({ code }) => code));
      const usedOf = (code: string) => sumCents(lines.filter(({ catalogueCode }) => catalogueCode === code).map(({ amountCents }) => amountCents ?? ZERO_CENTS));
      const date = ruleDate(budget);
      const inPlace = <T extends LumpSum | UnitCost>(item: T) => ({ ...item, categoryCode: categoryOfItem(item, budget.categories) });
      return {
        revision: budget.revision,
        date,
        lumpSums: rules.lumpSums.filter((item) => isValidOn(item, date)).map(inPlace).map(({ code, names, phase, amountCents, categoryCode }) => ({
          code, names, phase, amountCents: cents(amountCents), leftCents: subtractCents(cents(amountCents), usedOf(code)), categoryCode,
        })),
        unitCosts: rules.unitCosts.filter((item) => isValidOn(item, date)).map(inPlace),
      };
    });
    return answerWithEtag(request, reply, view.revision, view);
  }
}
