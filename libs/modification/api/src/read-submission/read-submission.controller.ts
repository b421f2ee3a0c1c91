import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, Needs, Refused, Refuses, UnitOfWork } from '@passerelle/shared/api-kit';
import { may, type Actor } from '@passerelle/shared/kernel';
import { BudgetVersions, type LoadedBudget } from '@passerelle/budget/api';
import type { LineView } from '@passerelle/budget/model';
import { canonicalJson, SubmissionContentView } from '@passerelle/modification/model';
import { SubmissionsRepository } from '../_persistence/submissions.repository';
import { hashOf } from '../_versions/submission-content';
import { SubmissionPath } from '../_versions/version-path';
import { submissionView } from '../_versions/version-views';

@ApiTags('modification')
@Controller('programmes/:programme/projects/:project/budget/versions/:version/submissions')
export class ReadSubmissionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: BudgetVersions,
    private readonly submissions: SubmissionsRepository,
  ) {}

  /** What was submitted, as it was then, and whether its hash still holds; of a withdrawn modification too. The hash is of the canonical form of the whole, which a partner’s officer is not shown where it tells others’ salaries. */
  @Get(':number')
  @Needs('budget.read')
  @Answers(200, SubmissionContentView)
  @Refuses(400, 401, 403, 404)
  read(@CurrentActor() actor: Actor, @Param() path: SubmissionPath): Promise<SubmissionContentView> {
    return this.unitOfWork.snapshot(actor, async (tx) => {
      const budget = await this.versions.find(tx, actor, 'budget.read', path, 'WORKING');
      const found = await this.submissions.find(tx, budget.projectId, path.version, path.number);
      if (!found) throw new Refused(404, 'general.not-found');
      const names = await this.versions.namesOf(tx, [found.byId]);
      return { ...submissionView(found, names), isIntact: hashOf(canonicalJson(found.content)) === found.sha256, content: withoutSalaries(actor, budget, found.content as SubmittedContent) };
    });
  }
}

interface SubmittedContent {
  readonly lines: readonly LineView[];
}

const WITHHELD = { descriptions: {}, quantity: null, unitPriceCents: null, comment: '', formula: '', masked: true };

/** Source: programme manual, salaries of other operators are masked for a partner. */
function withoutSalaries(actor: Actor, budget: LoadedBudget, content: SubmittedContent): object {
  const masked = new Set(budget.categories.filter((category) => category.masked).map(({ code }) => code));
  const isWithheld = ({ categoryCode, operatorId }: LineView): boolean => masked.has(categoryCode) && !may(actor, 'budget.readSalaries', { ...budget, operatorId });
  return { ...content, lines: content.lines.map((line) => (isWithheld(line) ? { ...line, ...WITHHELD } : line)) };
}
