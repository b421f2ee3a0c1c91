import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** Simplified costs of an operator: what was chosen, what is real, and what comes of it, worked out by hand. Cents and basis points. */
export interface FlatRateDossier {
  readonly name: string;
  readonly story: string;
  readonly date: string;
  readonly chosen: readonly { readonly code: string; readonly rateBp: number }[];
  readonly realCents: Readonly<Record<string, number>>;
  readonly computed: readonly { readonly rateCode: string; readonly categoryCode: string; readonly baseCents: number; readonly amountCents: number }[];
  readonly totalCents: number;
}

/** A choice that is refused. `rules`: flat rate code → what is otherwise in it than in `flatRateRules`. */
export interface RefusedFlatRateDossier extends Pick<FlatRateDossier, 'name' | 'story' | 'date' | 'chosen'> {
  readonly rules?: Readonly<Record<string, object>>;
  readonly refusals: readonly { readonly code: string; readonly pointer: string }[];
}

/** The flat rates of the regulations without their names, and the cost categories in their order. */
export const flatRateRules = (): { readonly categories: string[]; readonly flatRates: object[] } => JSON.parse(readFileSync(path.join(folder(), 'flat-rates', 'rules.json'), 'utf8'));
export const flatRateDossiers = (): FlatRateDossier[] => dossiersOf('ok');
export const refusedFlatRateDossiers = (): RefusedFlatRateDossier[] => dossiersOf('not-ok');

function dossiersOf<T>(kind: 'ok' | 'not-ok'): T[] {
  const at = path.join(folder(), 'flat-rates', kind);
  return readdirSync(at).sort().map((file) => ({ name: file.replace('.json', ''), ...JSON.parse(readFileSync(path.join(at, file), 'utf8')) }));
}

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
