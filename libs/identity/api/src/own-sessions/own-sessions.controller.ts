import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, CurrentSession, NeedsSession, Refused, Refuses, UnitOfWork, WhileRestricted, writeJournal, type SignedIn, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { browserOf, OwnSessionView } from '@passerelle/identity/model';
import { SessionRepository } from '../_persistence/session.repository';

export class SessionPath {
  @IsUUID() session: string;
}

@ApiTags('account')
@Controller('account/sessions')
@WhileRestricted()
export class OwnSessionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionRepository,
  ) {}

  /** Where the person is signed in, latest first. */
  @Get()
  @NeedsSession('it shows the own sessions')
  @Answers(200, OwnSessionView, { list: true })
  @Refuses(401)
  async list(@CurrentSession() { actor, sessionId }: SignedIn): Promise<OwnSessionView[]> {
    const found = await this.unitOfWork.read(actor, (tx) => this.sessions.listOf(tx, actor.personId!));
    return found.map(({ userAgent, ...session }) => ({ ...session, current: session.sessionId === sessionId, browser: browserOf(userAgent) }));
  }

  /** Ends every session but this one. */
  @Delete()
  @HttpCode(204)
  @NeedsSession('it ends own sessions')
  @Answers(204)
  @Refuses(401, 403)
  endOthers(@CurrentSession() { actor, sessionId }: SignedIn): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => this.write(tx, actor, await this.sessions.endAll(tx, actor.personId!, sessionId)));
  }

  /** Ends one of them. */
  @Delete(':session')
  @HttpCode(204)
  @NeedsSession('it ends an own session')
  @Answers(204)
  @Refuses(400, 401, 403, 404)
  end(@Param() { session }: SessionPath, @CurrentSession() { actor }: SignedIn): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      if (!(await this.sessions.end(tx, actor.personId!, session))) throw new Refused(404, 'general.not-found');
      await this.write(tx, actor, 1);
    });
  }

  private async write(tx: Transaction, actor: Actor, ended: number): Promise<void> {
    if (ended) await writeJournal(tx, { projectId: null, actor, act: 'endSessions', changes: [{ subject: `person:${actor.personId}`, label: '', before: null, after: { ended } }] });
  }
}
