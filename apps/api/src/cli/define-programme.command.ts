import { readFile } from 'node:fs/promises';
import { refuseIfAny, SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { ProgrammeActions } from '@passerelle/programme/api';
import { refuseDefinition, type ProgrammeDefinition } from '@passerelle/programme/model';
import { DEMO_PROGRAMME } from '../demo/demo-programme';
import { EXIT, givenFile, only, UsageError, type Command } from './command';

/** Brings a programme in from its definition (JSON). One that is there already is left as it is. Exit 2 where the definition is refused. */
export const defineProgramme: Command = {
  usage: 'define-programme FILE | --example',
  does: 'brings in a programme from its definition in JSON; --example prints one to begin with',
  setsUp: true,
  options: { example: { type: 'boolean' } },
  async run(context) {
    if (context.values['example']) {
      process.stdout.write(`${JSON.stringify(DEMO_PROGRAMME, null, 2)}\n`);
      return EXIT.done;
    }
    const definition = await readJson(only(context, 'FILE'));
    refuseIfAny(422, refuseDefinition(definition));
    const { code } = definition as ProgrammeDefinition;
    const isNew = await context.app.get(UnitOfWork).run(SYSTEM, (tx) => context.app.get(ProgrammeActions, { strict: false }).define(tx, null, definition as ProgrammeDefinition));
    process.stdout.write(`${context.say(isNew ? 'programme.defined' : 'programme.there-already', { code })}\n`);
    return EXIT.done;
  },
};

async function readJson(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(givenFile(name), 'utf8'));
  } catch (error) {
    throw new UsageError(`The file "${name}" cannot be read as JSON: ${(error as Error).message}`);
  }
}
