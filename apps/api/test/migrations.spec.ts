import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppModule } from '../src/app.module';
import { migrate, MIGRATIONS, ownerOptions } from '../src/database';
import { emptyDatabase, testConfig } from './test-app';

const tables = async (dataSource: DataSource): Promise<string[]> => (await dataSource.query(`select tablename from pg_tables where schemaname = 'public' order by 1`)).map((row: { tablename: string }) => row.tablename);

describe('the migrations', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  beforeEach(async () => (database = await emptyDatabase()));
  afterEach(() => database.drop());

  it('run up, down and up again', async () => {
    expect(await migrate(database.url)).toHaveLength(MIGRATIONS.length);
    const dataSource = await new DataSource(ownerOptions(database.url)).initialize();
    const up = await tables(dataSource);
    for (const _ of MIGRATIONS) await dataSource.undoLastMigration();
    expect(await tables(dataSource)).toEqual(['migration']);
    await dataSource.runMigrations();
    expect(await tables(dataSource)).toEqual(up);
    await dataSource.destroy();
  });

  it('run once, even when two processes start together', async () => {
    const run = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(run.flat()).toHaveLength(MIGRATIONS.length);
  });

  it('give the tables that the entities describe: no drift', async () => {
    await migrate(database.url);
    const app = await NestFactory.createApplicationContext(AppModule.with(testConfig(database.url, { demo: false })), { logger: false });
    const { upQueries } = await app.get(DataSource).driver.createSchemaBuilder().log();
    await app.close();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
