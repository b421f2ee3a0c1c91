import { test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AcceptedSheet } from '@passerelle/exchange/model';
import type { Requests } from './people';

const DOSSIERS = path.resolve(import.meta.dirname, '../../../libs/shared/dossiers/src');

export interface SheetFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const asFile = (name: string, text: string): SheetFile => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text, 'utf8') });

/** A project code of this test's own, also where the test is repeated. */
export const freshCode = (first: number): string => `4.8.${first + test.info().repeatEachIndex}`;

/** The published sheet of AB Réfugiés under another code, so that journeys do not meet in one project. */
export function abRefugiesAs(code: string): SheetFile {
  const text = readFileSync(path.join(DOSSIERS, 'ok/ab-refugies.txt'), 'utf8');
  if (!text.includes('4.8.337')) throw new Error('The sheet of AB Réfugiés no longer names its code.');
  return asFile(`${code}.txt`, text.replaceAll('4.8.337', code));
}

export const refusedSheet = (fault: string): SheetFile => asFile(`${fault}.txt`, readFileSync(path.join(DOSSIERS, 'not-ok', `${fault}.txt`), 'utf8'));

/** Takes a sheet in without a screen. */
export async function importSheet(requests: Requests, { name, mimeType, buffer }: SheetFile): Promise<AcceptedSheet> {
  const form = new FormData();
  form.append('fingerprint', createHash('sha256').update(buffer).digest('hex'));
  form.append('file', new File([new Uint8Array(buffer)], name, { type: mimeType }));
  return requests.send('/api/programmes/FWVL/sheet-imports', form);
}
