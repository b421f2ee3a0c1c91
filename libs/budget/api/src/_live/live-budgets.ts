import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ChangeFeed, Refused, SESSION_SOURCE, SYSTEM, UnitOfWork, type EventStream, type FeedListener, type Notice, type SessionSource, type SignedIn } from '@passerelle/shared/api-kit';
import { refusal } from '@passerelle/shared/kernel';
import type { BudgetChanged, BudgetPresence, BudgetWatched } from '@passerelle/budget/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { BudgetRepository, type BudgetPath } from '../_persistence/budget.repository';
import { presentIn, type Screen } from './present';

const BEAT_MS = 25_000;
/** The browser comes again by itself: a stream that was forgotten somewhere on the way does not stay for ever. */
const LONGEST_MS = 10 * 60_000;
/** A process that has died takes nobody back: who was not heard of for so long is gone. */
const FORGOTTEN_MS = 3 * BEAT_MS;
/** Moves of several people that come together are told together. */
const GATHERED_MS = 100;
const AFTER_END_MS = 500;
const MOST_PER_PERSON = 20;

/** Who asks to watch, and by which right. */
export interface Watcher {
  readonly path: BudgetPath;
  readonly projectId: string;
  readonly signedIn: SignedIn;
  readonly token: string;
  readonly events: EventStream;
}

interface Watch extends Watcher {
  readonly stream: string;
  readonly since: string;
  readonly timers: Set<NodeJS.Timeout>;
}

/**
 * The streams that end in this process, and everybody who is in these budgets in any process. Nothing of it is stored: processes tell each other who came, moved and went, and say
 * again each 25 seconds who is there.
 */
@Injectable()
export class LiveBudgets implements FeedListener, OnModuleDestroy {
  private readonly logger = new Logger('LiveBudgets');
  private readonly watches = new Map<string, Watch>();
  private readonly screens = new Map<string, Screen>();
  private readonly gathering = new Map<string, NodeJS.Timeout>();
  private isClosed = false;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly unitOfWork: UnitOfWork,
    private readonly budgets: BudgetRepository,
    private readonly partnerships: PartnershipReader,
    @Inject(SESSION_SOURCE) private readonly sessions: SessionSource,
  ) {
    feed.listen(this);
  }

  /** Watches until the session ends, the right is taken, the reader goes, the application stops, or ten minutes are over. Refusal: 429 for a person's twenty-first stream. */
  async watch(watcher: Watcher): Promise<void> {
    const { personId } = watcher.signedIn.actor;
    if ([...this.watches.values()].filter((other) => other.signedIn.actor.personId === personId).length >= MOST_PER_PERSON) {
      throw new Refused(429, [refusal('general.too-many-requests', { seconds: 60 })], {}, { 'retry-after': '60' });
    }
    // From here on nothing is missed: what is saved before is in the revision that is read after it.
    await this.feed.ready();
    const watch: Watch = { ...watcher, stream: randomUUID(), since: new Date().toISOString(), timers: new Set() };
    this.watches.set(watch.stream, watch);
    watch.events.whenClosed(() => this.forget(watch));
    if (this.isClosed) return watch.events.end();
    watch.timers.add(setInterval(() => void this.beat(watch), BEAT_MS));
    watch.timers.add(setTimeout(() => watch.events.end(), LONGEST_MS));
    this.lookAtEnd(watch, watch.signedIn.endsAt);
    try {
      await this.greet(watch);
    } catch (error) {
      this.forget(watch);
      throw error;
    }
    this.say(this.presentNotice(watch, true));
  }

  /** How things stand, told once. */
  async look({ events, projectId, signedIn }: Watcher): Promise<void> {
    const revision = await this.revisionOf(projectId);
    events.send('watched', { stream: randomUUID(), revision } satisfies BudgetWatched);
    events.send('presence', { persons: presentIn(this.screens.values(), projectId, signedIn.actor.personId!) } satisfies BudgetPresence);
    events.end();
  }

  /** She stands in another cell. Her stream may end in another process. */
  async moved(projectId: string, personId: string | null, stream: string, operatorId: string | null, cell: string | null): Promise<void> {
    await this.feed.tell({ kind: 'moved', stream, projectId, personId, operatorId, cell });
  }

  heard(notice: Notice): void {
    const { kind, stream, projectId, personId } = notice as Record<string, string>;
    switch (kind) {
      case 'budget':
        return void this.changed(projectId!, Number(notice['revision']), personId ?? null);
      case 'rights':
        for (const watch of this.watches.values()) if (watch.signedIn.actor.personId === personId) void this.lookAgain(watch);
        return;
      case 'present':
        if (notice['asks'] && !this.watches.has(stream!)) this.sayWhoIsIn(projectId!);
        return void this.take(notice);
      case 'moved':
        return this.move(notice);
      case 'gone':
        if (this.screens.delete(stream!)) this.tellPresence(projectId!);
    }
  }

  anew(): void {
    for (const watch of this.watches.values()) {
      watch.events.send('changed', { revision: null, byName: '' } satisfies BudgetChanged);
      this.say(this.presentNotice(watch, true));
    }
  }

  onModuleDestroy(): void {
    this.isClosed = true;
    for (const watch of [...this.watches.values()]) watch.events.end();
    for (const timer of this.gathering.values()) clearTimeout(timer);
  }

  private async greet(watch: Watch): Promise<void> {
    const revision = await this.revisionOf(watch.projectId);
    watch.events.send('watched', { stream: watch.stream, revision } satisfies BudgetWatched);
  }

  private revisionOf(projectId: string): Promise<number> {
    return this.unitOfWork.read(SYSTEM, (tx) => this.budgets.revisionOf(tx, projectId));
  }

  private async changed(projectId: string, revision: number, personId: string | null): Promise<void> {
    const watching = [...this.watches.values()].filter((watch) => watch.projectId === projectId);
    if (watching.length === 0) return;
    const byName = await this.nameOf(personId).catch(() => '');
    for (const { events } of watching) events.send('changed', { revision, byName } satisfies BudgetChanged);
  }

  private async nameOf(personId: string | null): Promise<string> {
    const names = await this.unitOfWork.read(SYSTEM, (tx) => this.budgets.namesOf(tx, [personId]));
    return names.get(personId) ?? '';
  }

  // ---------------------------------------------------------------- how long somebody may watch

  private async beat(watch: Watch): Promise<void> {
    watch.events.beat();
    this.sweep();
    if (await this.lookAgain(watch)) this.say(this.presentNotice(watch, false));
  }

  /** Ends the stream where the person could not open it any more. Her session goes on as long as it would without it. */
  private async lookAgain(watch: Watch): Promise<boolean> {
    const { token, path, signedIn, events } = watch;
    try {
      const now = await this.sessions.findSignedIn(token, { extend: false });
      if (!now || now.sessionId !== signedIn.sessionId || now.restrictedBy) throw new Refused(401, 'general.sign-in-needed');
      await this.unitOfWork.read(now.actor, (tx) => this.partnerships.projectFor(tx, now.actor, 'budget.read', path.programme, path.project));
      this.lookAtEnd(watch, now.endsAt);
      return this.watches.has(watch.stream);
    } catch (error) {
      if (!(error instanceof Refused)) this.logger.warn(error);
      events.end();
      this.forget(watch);
      return false;
    }
  }

  /** The session's end may come before the next beat. */
  private lookAtEnd(watch: Watch, endsAt: string): void {
    const left = Date.parse(endsAt) - Date.now() + AFTER_END_MS;
    if (left >= BEAT_MS || !this.watches.has(watch.stream)) return;
    const timer = setTimeout(() => {
      watch.timers.delete(timer);
      void this.lookAgain(watch);
    }, Math.max(left, AFTER_END_MS));
    watch.timers.add(timer);
  }

  private forget(watch: Watch): void {
    for (const timer of watch.timers) clearTimeout(timer);
    watch.timers.clear();
    if (!this.watches.delete(watch.stream)) return;
    this.screens.delete(watch.stream);
    if (!this.isWatched(watch.projectId)) for (const { stream, projectId } of [...this.screens.values()]) if (projectId === watch.projectId) this.screens.delete(stream);
    if (!this.isClosed) this.tellPresence(watch.projectId);
    this.say({ kind: 'gone', stream: watch.stream, projectId: watch.projectId });
  }

  // ---------------------------------------------------------------- who is there

  private presentNotice({ stream, projectId, signedIn, since }: Watch, asks: boolean): Notice {
    const { operatorId = null, cell = null } = this.screens.get(stream) ?? {};
    return { kind: 'present', stream, projectId, personId: signedIn.actor.personId, operatorId, cell, since, ...(asks ? { asks } : {}) };
  }

  private sayWhoIsIn(projectId: string): void {
    for (const watch of this.watches.values()) if (watch.projectId === projectId) this.say(this.presentNotice(watch, false));
  }

  /** Nobody waits for it, and whoever could not be told is told with the next beat. */
  private say(notice: Notice): void {
    void this.feed.tell(notice).catch((error: unknown) => this.isClosed || this.logger.warn(error));
  }

  /** A process without a reader of that budget need not know who is there. */
  private isWatched(projectId: string): boolean {
    return [...this.watches.values()].some((watch) => watch.projectId === projectId);
  }

  private async take(notice: Notice): Promise<void> {
    const { stream, projectId, personId, since } = notice as Record<string, string>;
    if (!this.isWatched(projectId!)) return;
    const known = this.screens.get(stream!);
    const at = { operatorId: notice['operatorId'] as string | null, cell: notice['cell'] as string | null };
    const hasMoved = known?.operatorId !== at.operatorId || known.cell !== at.cell;
    const screen = { stream: stream!, projectId: projectId!, personId: personId!, name: known?.name ?? '', since: since!, ...at, heardAt: Date.now(), movedAt: known && !hasMoved ? known.movedAt : Date.now() };
    this.screens.set(screen.stream, screen);
    if (!screen.name) await this.giveName(screen);
    if (!known || hasMoved || notice['asks']) this.tellPresence(screen.projectId);
  }

  /** She may have gone while it was looked up. */
  private async giveName({ stream, personId }: Screen): Promise<void> {
    const name = await this.nameOf(personId).catch(() => '');
    const now = this.screens.get(stream);
    if (now) this.screens.set(stream, { ...now, name });
  }

  private move(notice: Notice): void {
    const known = this.screens.get(String(notice['stream']));
    // Whose stream it is, and of which budget, she does not say herself.
    if (!known || known.personId !== notice['personId'] || known.projectId !== notice['projectId']) return;
    this.screens.set(known.stream, { ...known, operatorId: notice['operatorId'] as string | null, cell: notice['cell'] as string | null, movedAt: Date.now() });
    this.tellPresence(known.projectId);
  }

  private sweep(): void {
    for (const { stream, projectId, heardAt } of [...this.screens.values()]) {
      if (Date.now() - heardAt <= FORGOTTEN_MS) continue;
      this.screens.delete(stream);
      this.tellPresence(projectId);
    }
  }

  private tellPresence(projectId: string): void {
    if (this.gathering.has(projectId) || this.isClosed) return;
    const timer = setTimeout(() => {
      this.gathering.delete(projectId);
      for (const { events, signedIn, projectId: of } of this.watches.values()) {
        if (of === projectId) events.send('presence', { persons: presentIn(this.screens.values(), projectId, signedIn.actor.personId!) } satisfies BudgetPresence);
      }
    }, GATHERED_MS);
    this.gathering.set(projectId, timer);
  }
}
