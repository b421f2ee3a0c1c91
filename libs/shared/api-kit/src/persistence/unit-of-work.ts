import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The transaction that an act runs in: the typed argument of every repository method. */
export type Transaction = EntityManager;

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 3;

const isRetried = (error: unknown): boolean => RETRIED.has((error as { driverError?: { code?: string } }).driverError?.code ?? '');
const jitter = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 45));

/** One act, one transaction. Serialisation failures and deadlocks are tried again up to three times: the act must have no effect outside. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  async run<T>(act: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.dataSource.transaction(act);
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetried(error)) throw error;
        await jitter();
      }
    }
  }

  /** For questions: statements that change nothing and need no common snapshot. */
  read<T>(question: (tx: Transaction) => Promise<T>): Promise<T> {
    return question(this.dataSource.manager);
  }
}
