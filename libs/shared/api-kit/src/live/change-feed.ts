import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SYSTEM, SYSTEM_CONNECTIONS, UnitOfWork } from '../persistence/unit-of-work';

/** What one process tells all of them, itself too: small, without names and amounts. Triggers tell of what was saved. */
export interface Notice {
  readonly kind: string;
  readonly [field: string]: string | number | boolean | null;
}

export interface FeedListener {
  heard(notice: Notice): void;
  /** The connection was broken and hears again: something may have been missed. */
  anew(): void;
}

const CHANNEL = 'passerelle_changes';
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const READY_WITHIN_MS = 2000;
/** A connection that a wall in between has dropped says nothing of it: it is asked. */
const ASKED_EACH_MS = 25_000;
const ANSWERS_WITHIN_MS = 10_000;

/**
 * What is saved anywhere, as it is saved: PostgreSQL's NOTIFY, heard on one connection of this process beside the pools. It is made when somebody first listens, and made anew, with
 * growing waits, when it breaks.
 */
@Injectable()
export class ChangeFeed implements OnApplicationShutdown {
  private readonly logger = new Logger('ChangeFeed');
  private readonly listeners = new Set<FeedListener>();
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private asking: NodeJS.Timeout | undefined;
  private failures = 0;
  private wasBroken = false;
  private isClosed = false;

  constructor(
    @InjectDataSource(SYSTEM_CONNECTIONS) private readonly system: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  listen(listener: FeedListener): void {
    this.listeners.add(listener);
  }

  /** Resolves once it hears, or after a moment where it does not yet: then listeners are told when it does. */
  async ready(): Promise<void> {
    if (!this.client && !this.timer && !this.isClosed) this.connecting = this.connect();
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.connecting, new Promise<void>((resolve) => (timer = setTimeout(resolve, READY_WITHIN_MS)))]);
    clearTimeout(timer);
  }

  async tell(notice: Notice): Promise<void> {
    await this.unitOfWork.read(SYSTEM, (tx) => tx.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(notice)]));
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearInterval(this.asking);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { url, extra } = this.system.options as { url?: string; extra?: { options?: string } };
    const client = new pg.Client({ connectionString: url, options: extra?.options, application_name: 'passerelle changes', keepAlive: true });
    this.client = client;
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, null));
    client.on('notification', ({ payload }) => this.heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      this.lost(client, error);
      return;
    }
    this.failures = 0;
    this.asking = setInterval(() => void this.ask(client), ASKED_EACH_MS).unref();
    if (this.wasBroken) for (const listener of this.listeners) listener.anew();
    this.wasBroken = false;
  }

  private async ask(client: pg.Client): Promise<void> {
    const late = setTimeout(() => this.lost(client, new Error('the connection that hears of changes does not answer')), ANSWERS_WITHIN_MS).unref();
    await client.query('select 1').catch(() => undefined);
    clearTimeout(late);
  }

  private lost(client: pg.Client, error: unknown): void {
    if (this.client !== client || this.isClosed) return;
    this.client = null;
    this.wasBroken = true;
    clearInterval(this.asking);
    this.logger.warn(error ?? 'the connection that hears of changes has ended');
    void client.end().catch(() => undefined);
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.failures, LONGEST_WAIT_MS);
    this.failures += 1;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.connecting = this.connect();
    }, wait);
    this.timer.unref();
  }

  private heard(payload: string): void {
    let notice: Notice;
    try {
      notice = JSON.parse(payload) as Notice;
    } catch {
      return; // not ours: everybody who reaches the database may speak on a channel
    }
    for (const listener of this.listeners) listener.heard(notice);
  }
}
