import type { Writable } from 'node:stream';
import pg from 'pg';

const names = new Map<string, string>();

const nameOf = (text: string): string => {
  let name = names.get(text);
  if (!name) names.set(text, (name = `p${names.size + 1}`));
  return name;
};

/**
 * A connection that prepares every statement with parameters once and then only runs it: planning the queries that pack a budget takes longer than
 * running them (header 0.80 → 0.11 ms, rows 1.25 → 0.40 ms). Texts of statements are fixed in the code, so their number is bounded. What is asked in one turn of the event loop leaves as
 * one message: with `pipeline`, a transaction's beginning and its first statement, its last statement and its commit.
 */
export class PreparingClient extends pg.Client {
  private isCorked = false;

  // TypeORM calls with text and values, pg's pool with a query object and a callback; only the first form is prepared.
  override query(...args: unknown[]): never {
    this.holdTogether();
    const [text, values, ...rest] = args;
    const prepared = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? [{ name: nameOf(text), text, values }, ...rest] : args;
    return (super.query as (...given: unknown[]) => never).apply(this, prepared);
  }

  private holdTogether(): void {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    if (this.isCorked) return;
    this.isCorked = true;
    stream.cork();
    process.nextTick(() => {
      this.isCorked = false;
      stream.uncork();
    });
  }
}
