import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import type { Config } from './config';
import { migrate, MIGRATIONS } from './database';
import { loadDemo } from './demo/load-demo';

/**
 * Tables and, in demo mode, the demo programme. `doing` is told what takes time. The command line loads the demo only into a database that it has just
 * made itself (`onlyIfNew`): never into one that somebody set up without it.
 */
export async function prepareDatabase(config: Config, doing: (text: string) => void, options: { onlyIfNew?: boolean } = {}): Promise<void> {
  const migrations = await migrate(config.databaseUrl);
  if (migrations.length) doing(`brought the database to its newest form (${migrations.length} migration${migrations.length > 1 ? 's' : ''})`);
  if (!config.demo || (options.onlyIfNew && migrations.length < MIGRATIONS.length)) return;
  const context = await NestFactory.createApplicationContext(AppModule.with(config), { logger: ['error'], abortOnError: false });
  try {
    if (await loadDemo(context, { breakdown: config.demoBreakdown })) doing('loaded the demo programme');
  } finally {
    await context.close();
  }
}
