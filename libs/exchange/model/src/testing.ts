import { basisPoints } from '@passerelle/shared/money';
import type { ProjectSheet, SheetProgramme, SheetReading } from './sheet';

/** A programme like Interreg France-Wallonie-Vlaanderen, for specs. */
export const programmeOfThreeVersants: SheetProgramme = {
  versants: [
    { code: 'FR', names: { fr: 'France', nl: 'Frankrijk' } },
    { code: 'WA', names: { fr: 'Wallonie', nl: 'Wallonië' } },
    { code: 'VL', names: { fr: 'Flandre', nl: 'Vlaanderen' } },
  ],
  rates: [5000, 5500, 6000, 10_000].map(basisPoints),
  roundingRule: 'CUT',
  acronymMaxLength: 20,
};

/** What a sheet says, wherever in its source it says it. */
export function contentOf({ project, operators, totals, erdfRateBp }: ProjectSheet) {
  return { project, operators: operators.map(({ line: _line, lastLine: _lastLine, ...operator }) => operator), totals, erdfRateBp };
}

/** The findings of a reading, one short text each: `severity code@line`. */
export const findingsOf = ({ findings }: Pick<SheetReading, 'findings'>): string[] => findings.map(({ severity, code, line }) => `${severity} ${code}@${line ?? '-'}`);
