import type { INestApplicationContext } from '@nestjs/common';
import type { ParseArgsConfig } from 'node:util';
import path from 'node:path';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor, Language } from '@passerelle/shared/kernel';
import { ProgrammeReader } from '@passerelle/programme/api';
import { machineActor } from '../machine-actor';

/** 0 done, 1 something went wrong or differs, 2 refused. */
export const EXIT = { done: 0, failed: 1, refused: 2 } as const;

export class UsageError extends Error {}

export type Say = (code: string, params?: Readonly<Record<string, unknown>>) => string;

export interface CommandContext {
  readonly app: INestApplicationContext;
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
  readonly language: Language;
  readonly say: Say;
}

export interface Command {
  readonly usage: string;
  readonly does: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** A command by which an installation of one's own is set up: it never brings the demo along. */
  readonly setsUp?: boolean;
  run(context: CommandContext): Promise<number>;
}

/** A file as the person named it, from the folder in which the command was given. */
export const givenFile = (name: string): string => path.resolve(process.env['PASSERELLE_CWD'] ?? process.cwd(), name);

/** The programme asked for, or the only one. */
export async function programmeOf({ app, values }: CommandContext): Promise<{ code: string; programmeId: string; actor: Actor }> {
  const programmes = app.get(ProgrammeReader, { strict: false });
  return app.get(UnitOfWork).read(SYSTEM, async (tx) => {
    const codes = await programmes.codes(tx);
    const code = (values['programme'] as string | undefined) ?? (codes.length === 1 ? codes[0] : undefined);
    if (!code) throw new UsageError(codes.length ? `Say which programme with --programme: ${codes.join(', ')}.` : 'There is no programme yet.');
    if (!codes.includes(code)) throw new UsageError(`There is no programme "${code}"; there is: ${codes.join(', ')}.`);
    const { programmeId } = await programmes.get(tx, code);
    return { code, programmeId, actor: machineActor([programmeId]) };
  });
}

/** The one positional argument. */
export function only({ positionals }: CommandContext, what: string): string {
  const [given, ...more] = positionals;
  if (given === undefined || more.length) throw new UsageError(`Say one ${what}.`);
  return given;
}
