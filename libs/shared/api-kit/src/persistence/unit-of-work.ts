import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, QueryFailedError, type EntityManager, type QueryRunner } from 'typeorm';
import type { Client } from 'pg';
import type { Actor } from '@passerelle/shared/kernel';

/** The transaction that an act runs in: the typed argument of every repository method. */
export type Transaction = EntityManager;

/** In whose name a transaction runs: the database shows and takes what this person may see and write, whatever was asked. */
export type Who = Pick<Actor, 'personId'>;

/** The application itself, where nobody is known yet (signing in, a one-time link) or nobody acts (sending mails): it sees every row. */
export const SYSTEM: Who = { personId: null };

/** A statement and its parameters. */
export type Statement = readonly [text: string, values: readonly unknown[]];

const committed = new WeakSet<QueryRunner>();

/**
 * An act's last statements and, right behind them, the commit: all are sent at once, and all answers waited for. Out: the rows of each. After this the transaction is over. What must undo
 * the act has to fail in the database (`must_hold`): where a statement fails, the commit undoes.
 */
export async function finish(tx: Transaction, ...statements: readonly Statement[]): Promise<Record<string, unknown>[][]> {
  const runner = tx.queryRunner!;
  const client = (await runner.connect()) as Client;
  const send = ([text, values]: Statement) => client.query(text, values as unknown[]).catch((error: Error) => Promise.reject(new QueryFailedError(text, values as unknown[], error)));
  const results = await Promise.all([...statements, ['commit', []] as const].map(send));
  // A transaction that is broken already is ended by a commit that undoes it.
  if (results.at(-1)!.command !== 'COMMIT') throw new Error('a transaction that should have been committed was undone');
  committed.add(runner);
  return results.slice(0, -1).map(({ rows }) => rows);
}

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isRetried = (error: unknown): boolean => RETRIED.has((error as { driverError?: { code?: string } }).driverError?.code ?? '');
const jitter = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 45));

/** The connections that work in nobody's name; the others are held to the rows of the transaction's person. */
export const SYSTEM_CONNECTIONS = 'system';

/** One act, one transaction, in somebody's name. Serialisation failures and deadlocks are tried again up to three times: the act must have no effect outside. */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    @InjectDataSource(SYSTEM_CONNECTIONS) private readonly system: DataSource,
  ) {}

  async run<T>(who: Who, act: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.transaction('begin', who, act, async (runner) => void (committed.has(runner) || (await runner.query('commit'))));
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetried(error)) throw error;
        await jitter();
      }
    }
  }

  /** For questions: statements that change nothing and need no common snapshot. */
  read<T>(who: Who, question: (tx: Transaction) => Promise<T>): Promise<T> {
    if (who.personId === null) return question(this.system.manager);
    // Nothing was changed, so nobody waits for the end of the transaction. It is with the connection itself before that is given back: whoever gets it next comes after.
    return this.transaction('begin read only', who, question, (_, client) => void client.query('commit').catch(() => undefined));
  }

  /** For questions of several statements that must all see one and the same moment, while others go on writing. */
  snapshot<T>(who: Who, question: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transaction('begin isolation level repeatable read read only', who, question, (_, client) => void client.query('commit').catch(() => undefined));
  }

  private async transaction<T>(begin: string, { personId }: Who, act: (tx: Transaction) => Promise<T>, end: (runner: QueryRunner, client: Client) => void | Promise<void>): Promise<T> {
    if (personId !== null && !UUID.test(personId)) throw new Error('a transaction in the name of what is no person');
    const runner = (personId === null ? this.system : this.dataSource).createQueryRunner();
    try {
      const client = (await runner.connect()) as Client;
      // Beginning and saying in whose name go out as one message, and the first statement right behind it. Where that fails, the transaction is broken before anything is done in it, and
      // outside of a transaction this connection sees and takes nothing. In nobody's name it would: there it is waited for.
      const begun = client.query(personId === null ? begin : `${begin}; select act_as('${personId}')`);
      const failed = begun.then(() => null, (error: unknown) => ({ error }));
      try {
        if (personId === null) await begun;
        const result = await act(runner.manager);
        await begun;
        await end(runner, client);
        return result;
      } catch (error) {
        await runner.query('rollback').catch(() => undefined);
        throw (await failed)?.error ?? error;
      }
    } finally {
      await runner.release();
    }
  }
}
