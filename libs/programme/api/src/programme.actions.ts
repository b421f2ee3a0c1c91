import { Injectable } from '@nestjs/common';
import { writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import type { ProgrammeDefinition } from '@passerelle/programme/model';
import { ProgrammeRepository } from './_persistence/programme.repository';

/** Setting up programmes from their definition. */
@Injectable()
export class ProgrammeActions {
  constructor(private readonly programmes: ProgrammeRepository) {}

  /** Brings a programme in. One that is there already is left as it is. Out: whether it is new. */
  async define(tx: Transaction, by: Actor | null, definition: ProgrammeDefinition): Promise<boolean> {
    if (await this.programmes.find(tx, definition.code)) return false;
    const id = await this.programmes.add(tx, definition);
    await writeJournal(tx, { projectId: null, actor: by, act: 'defineProgramme', changes: [{ subject: `programme:${id}`, label: definition.code, before: null, after: { code: definition.code } }] });
    return true;
  }
}
