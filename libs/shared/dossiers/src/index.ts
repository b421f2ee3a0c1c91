import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import golden from './ok/ab-refugies.json';
import { ACCEPTED_SHEETS, REFUSED_SHEETS } from './sheets';

export { ACCEPTED_SHEETS, REFUSED_SHEETS };

export type AcceptedSheetStory = keyof typeof ACCEPTED_SHEETS;
export type RefusedSheetFault = keyof typeof REFUSED_SHEETS;

/** AB Réfugiés, the reference: every value verified against the published sheet, amounts in cents, lines counted from 1. */
export const abRefugiesGolden = golden;

/** The file of a sheet that can be accepted, byte for byte as it would be uploaded. */
export const acceptedSheet = (story: AcceptedSheetStory): Uint8Array => bytesOf('ok', story);

/** The file of a sheet that is refused. */
export const refusedSheet = (fault: RefusedSheetFault): Uint8Array => bytesOf('not-ok', fault);

/** Where a sheet lies, for tests that upload it or give it to a command. */
export const acceptedSheetFile = (story: AcceptedSheetStory): string => path.join(folder(), 'ok', `${story}.txt`);
export const refusedSheetFile = (fault: RefusedSheetFault): string => path.join(folder(), 'not-ok', `${fault}.txt`);

// A copy of its own: a Buffer may be a view of memory that others use, and is no plain Uint8Array to a browser's API.
const bytesOf = (kind: 'ok' | 'not-ok', name: string): Uint8Array => Uint8Array.from(readFileSync(path.join(folder(), kind, `${name}.txt`)));

// Specs run as CommonJS, browser journeys as ES modules, where only the working folder is known.
function folder(): string {
  if (typeof __dirname === 'string' && existsSync(path.join(__dirname, 'not-ok'))) return __dirname;
  for (let at = process.cwd(); ; at = path.dirname(at)) {
    const candidate = path.join(at, 'libs', 'shared', 'dossiers', 'src');
    if (existsSync(candidate)) return candidate;
    if (at === path.dirname(at)) throw new Error('The dossiers are read from within the workspace only.');
  }
}
