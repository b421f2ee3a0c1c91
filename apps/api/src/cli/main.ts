import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Refused } from '@passerelle/shared/api-kit';
import { isLanguage, type Language } from '@passerelle/shared/kernel';
import { formatMessage, loadDictionary } from '@passerelle/shared/texts';
import { AppModule } from '../app.module';
import { readConfig } from '../config';
import { sentenceFor } from '../database';
import { prepareDatabase } from '../prepare-database';
import { createAdmin } from './create-admin.command';
import { defineProgramme } from './define-programme.command';
import { exportSheet } from './export-sheet.command';
import { importSheet } from './import-sheet.command';
import { journal } from './journal.command';
import { recompute } from './recompute.command';
import { retention } from './retention.command';
import { EXIT, UsageError, type Command, type Say } from './command';

const COMMANDS: Readonly<Record<string, Command>> = { 'import-sheet': importSheet, 'export-sheet': exportSheet, recompute, journal, retention, 'create-admin': createAdmin, 'define-programme': defineProgramme };

const USAGE = `Usage: npm run -s passerelle -- COMMAND …

${Object.values(COMMANDS)
  .map(({ usage, does }) => `  ${usage}\n      ${does}`)
  .join('\n')}

  --lang fr|nl|en|de      the language of messages (en)
  --programme CODE        the programme, where there are several
`;

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const command = COMMANDS[name ?? ''];
  if (!command) {
    const asked = !name || name === 'help' || name === '--help';
    (asked ? process.stdout : process.stderr).write(asked ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
    return name && asked ? EXIT.done : EXIT.failed;
  }
  const { values, positionals } = parsed(command, rest);
  const language: Language = isLanguage(values['lang']) ? values['lang'] : 'en';
  const texts = await loadDictionary[language]();
  const say: Say = (code, params = {}) => formatMessage(texts[code] ?? code, language, params);
  const config = readConfig(process.env, { serves: false });
  let app: INestApplicationContext | null = null;
  try {
    await prepareDatabase({ ...config, demo: config.demo && !command.setsUp }, (doing) => process.stderr.write(`${doing}\n`), { onlyIfNew: true });
    app = await NestFactory.createApplicationContext(AppModule.with(config), { logger: ['error'], abortOnError: false });
    return await command.run({ app, values, positionals, language, say });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    for (const { code, params } of error.refusals) process.stderr.write(`${say(code, params)}\n`);
    return EXIT.refused;
  } finally {
    await app?.close();
  }
}

function parsed(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options: { ...command.options, lang: { type: 'string' }, programme: { type: 'string' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `Passerelle: ${sentenceFor(error)}\n`);
  process.exitCode = EXIT.failed;
}
