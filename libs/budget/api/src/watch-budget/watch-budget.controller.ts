import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import {
  Answers, CurrentActor, CurrentSession, EventStream, INSTALLATION, LeavesSessionTime, Needs, ProjectPath, Refuses, sessionTokenOf, UnitOfWork, waitsForEvents,
  type ApiRequest, type Installation, type SignedIn,
} from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { PartnershipReader } from '@passerelle/partnership/api';
import { LiveBudgets, type Watcher } from '../_live/live-budgets';

@ApiTags('budget')
@Controller('programmes/:programme/projects/:project/budget/live')
export class WatchBudgetController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly partnerships: PartnershipReader,
    private readonly live: LiveBudgets,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /**
   * What happens to the budget while it is open, as server-sent events: watched (BudgetWatched), changed (BudgetChanged), presence (BudgetPresence). Ends with the session, with the
   * right, and after ten minutes; the reader then opens it anew. A request that does not accept text/event-stream is told how things stand, and its answer ends.
   */
  @Get()
  @Needs('budget.read')
  @LeavesSessionTime()
  @ApiProduces('text/event-stream')
  @Answers(200)
  @Refuses(401, 403, 404, 429)
  async watch(@CurrentActor() actor: Actor, @CurrentSession() signedIn: SignedIn, @Param() path: ProjectPath, @Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readable> {
    const { projectId } = await this.unitOfWork.read(actor, (tx) => this.partnerships.projectFor(tx, actor, 'budget.read', path.programme, path.project));
    const events = new EventStream(reply);
    const watcher: Watcher = { path, projectId, signedIn, token: sessionTokenOf(request, this.installation)!, events };
    if (waitsForEvents(request)) await this.live.watch(watcher);
    else await this.live.look(watcher);
    return events.readable;
  }
}
