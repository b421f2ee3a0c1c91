import { DataSource, type DataSourceOptions } from 'typeorm';
import { PreparingClient, SnakeCaseNaming } from '@passerelle/shared/api-kit';
import { Trunk1763760000000 } from './migrations/1763760000000-trunk';
import { Walls1764000000000 } from './migrations/1764000000000-walls';
import { Mail1764001000000 } from './migrations/1764001000000-mail';
import { Accounts1764002000000 } from './migrations/1764002000000-accounts';
import { Idempotency1764003000000 } from './migrations/1764003000000-idempotency';
import { Retention1764004000000 } from './migrations/1764004000000-retention';
import { Providers1764005000000 } from './migrations/1764005000000-providers';
import { Access1764008000000 } from './migrations/1764008000000-access';
import { Live1764020000000 } from './migrations/1764020000000-live';
import { BudgetRules1764030000000 } from './migrations/1764030000000-budget-rules';
import { WorkPackages1764031000000 } from './migrations/1764031000000-work-packages';
import { Lines1764032000000 } from './migrations/1764032000000-lines';
import { MatchFunding1764033000000 } from './migrations/1764033000000-match-funding';
import { Versions1764034000000 } from './migrations/1764034000000-versions';
import { MustHold1764037000000 } from './migrations/1764037000000-must-hold';
import { ChangedLines1764038000000 } from './migrations/1764038000000-changed-lines';
import { Withdrawn1764039000000 } from './migrations/1764039000000-withdrawn';

export const MIGRATIONS = [
  Trunk1763760000000,
  Walls1764000000000,
  Mail1764001000000,
  Accounts1764002000000,
  Idempotency1764003000000,
  Retention1764004000000,
  Providers1764005000000,
  Access1764008000000,
  Live1764020000000,
  BudgetRules1764030000000,
  WorkPackages1764031000000,
  Lines1764032000000,
  MatchFunding1764033000000,
  Versions1764034000000,
  MustHold1764037000000,
  ChangedLines1764038000000,
  Withdrawn1764039000000,
];
const OLDEST_POSTGRES = 150_000;

/** A connection as the owner of the tables: for migrations alone. */
export const ownerOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  namingStrategy: new SnakeCaseNaming(),
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'each',
  migrationsTableName: 'migration',
  synchronize: false,
  applicationName: 'passerelle',
});

/** Connections that lay down the owner's rights when they begin: roles that own nothing, made by the migrations. */
const connectionsAs = (role: string, max: number, url: string): DataSourceOptions => ({ ...ownerOptions(url), extra: { max, Client: PreparingClient, pipeline: true, options: `-c role=${role}` } }) as DataSourceOptions;

/** In somebody's name, held to the rows of the transaction's person. Tables come from migrations alone, entities from the domains' modules. */
export const databaseOptions = (url: string): DataSourceOptions => connectionsAs('passerelle_app', 20, url);

/** In nobody's name: what the application itself does. */
export const systemOptions = (url: string): DataSourceOptions => connectionsAs('passerelle_system', 8, url);

/** Brings the database's tables to the newest form. Two processes that start together wait for each other. Out: the migrations that ran. */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await new DataSource(ownerOptions(url)).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const [{ number }] = await runner.query(`select current_setting('server_version_num')::int number`);
    if (number < OLDEST_POSTGRES) throw new Error(`PostgreSQL 15 or newer is needed; this server is ${Math.floor(number / 10_000)}.`);
    await runner.query(`select pg_advisory_lock(hashtext('passerelle migrations'))`);
    const run = await dataSource.runMigrations();
    return run.map((migration) => migration.name);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the database does not answer at that address',
  ENOTFOUND: 'the database’s host is not known',
  ETIMEDOUT: 'the database does not answer',
  '28P01': 'the database refuses the password',
  '28000': 'the database refuses the user',
  '3D000': 'the database does not exist',
  '42501': 'the database user may not create tables',
  '53100': 'the disk of the database is full',
  ENOSPC: 'the disk is full',
  EADDRINUSE: 'the port is in use',
  EACCES: 'the port may not be opened by this user',
};

/** One clear sentence for what went wrong while starting. */
export function sentenceFor(error: unknown): string {
  const { code, message, errors, driverError } = error as { code?: string; message?: string; errors?: { code?: string }[]; driverError?: { code?: string } };
  const known = SENTENCES[code ?? errors?.[0]?.code ?? driverError?.code ?? ''];
  return known ? `${known}.` : (message ?? String(error));
}
