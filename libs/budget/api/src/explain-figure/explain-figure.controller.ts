import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { Answers, CurrentActor, Needs, ProjectPath, Refused, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { may, type Actor } from '@passerelle/shared/kernel';
import { explainFigure, explainLine, Explanation, lineOfFigure, VersionQuery, withoutLines } from '@passerelle/budget/model';
import { permitted } from '@passerelle/partnership/api';
import { halfYearsOf } from '@passerelle/project/model';
import { ProgrammeReader } from '@passerelle/programme/api';
import { BudgetRepository } from '../_persistence/budget.repository';
import { LinesRepository } from '../_persistence/lines.repository';
import { MatchFundingRepository } from '../_persistence/match-funding.repository';
import { totalsView } from '../_persistence/budget-views';
import { toldWhole } from '../_persistence/told-whole';

export class FigurePath extends ProjectPath {
  @IsString() @MaxLength(120) @Matches(/^[\w:.-]+$/) figure: string;
}

/** Totals and ERDF stand on the sheet, which whoever sees the project may ask; everything else is the budget's. */
const isOfSheet = (figure: string): boolean => /^(total|erdf)(:|$)/.test(figure);

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/figures')
export class ExplainFigureController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly programmes: ProgrammeReader,
    private readonly matchFunding: MatchFundingRepository,
    private readonly lines: LinesRepository,
  ) {}

  /** How a figure came about: formula, rate, rule, and the rows that it sums (erdf, erdf:<operatorId>, erdf:versant:FR, total…, sources…, own…, to-allocate…, amount:<operatorId>:STAFF, category:STAFF, line:<lineId>, line:<lineId>:to-allocate). */
  @Get(':figure')
  @Needs('project.read')
  @ApiQuery({ name: 'version', required: false, description: 'The number of the version; left out: the one that is valid today, as on the sheet.' })
  @Answers(200, Explanation)
  @Refuses(400, 401, 403, 404)
  async explain(@CurrentActor() actor: Actor, @Param() path: FigurePath, @Query() { version }: VersionQuery): Promise<Explanation> {
    // Drafts are for whom the budget is for.
    const needed = isOfSheet(path.figure) && version === undefined ? 'project.read' : 'budget.read';
    const [kind, operatorId = '', category = ''] = path.figure.split(':');
    const lineId = lineOfFigure(path.figure);
    if (lineId !== null) return this.#explainLine(actor, path, lineId, version);
    const { found, ...more } = await this.unitOfWork.read(actor, async (tx) => {
      const budget = permitted(actor, needed, await this.budgets.open(tx, path, version ?? 'VALID'));
      const operator = kind === 'amount' ? budget.operators.find((row) => row.operatorId === operatorId) : undefined;
      return {
        found: budget,
        sources: kind === 'sources' ? await this.matchFunding.sourcesOf(tx, budget.budgetId) : [],
        flatRates: operator && operator.flatRates.length > 0 ? (await this.programmes.budgetRules(tx, budget.programmeId)).flatRates : [],
        lines: operator ? await this.lines.ofAmount(tx, budget.budgetId, toldWhole(actor, budget), operatorId, category) : [],
      };
    });
    const roundingRule = found.operators[0]?.roundingRule ?? 'CUT';
    const all = { roundingRule, categoryCodes: found.categories.map((c) => c.code), operators: found.operators, ...more, totals: totalsView(found, found.operators) };
    const explanation = explainFigure(path.figure, may(actor, 'budget.read', found) ? all : withoutLines(all));
    if (!explanation) throw new Refused(404, 'general.not-found');
    return explanation;
  }

  #explainLine(actor: Actor, path: FigurePath, lineId: string, version: number | undefined): Promise<Explanation> {
    return this.unitOfWork.read(actor, async (tx) => {
      const budget = permitted(actor, 'budget.read', await this.budgets.open(tx, path, version ?? 'VALID'));
      const [line] = await this.lines.some(tx, budget.budgetId, toldWhole(actor, budget), [lineId]);
      const operator = budget.operators.find(({ operatorId }) => operatorId === line?.operatorId);
      if (!line || !operator) throw new Refused(404, 'general.not-found');
      return explainLine(path.figure, { line, operatorName: operator.name, periods: halfYearsOf(budget.startDate, budget.endDate) });
    });
  }
}
