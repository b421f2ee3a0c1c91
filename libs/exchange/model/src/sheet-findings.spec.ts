import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACCEPTED_SHEETS, acceptedSheet, REFUSED_SHEETS, refusedSheet, type AcceptedSheetStory, type RefusedSheetFault } from '@passerelle/shared/dossiers';
import { LANGUAGES } from '@passerelle/shared/kernel';
import { formatMessage, loadDictionary } from '@passerelle/shared/texts';
import { readSheet } from './read-sheet';
import type { SheetFinding } from './sheet';
import { SHEET_FINDINGS } from './sheet-findings';
import { decodeSheetText, refuseSource, SHEET_LINES_LIMIT, SHEET_TEXT_LIMIT } from './sheet-source';
import { programmeOfThreeVersants as programme } from './testing';

const files = [
  ...(Object.keys(ACCEPTED_SHEETS) as AcceptedSheetStory[]).map(acceptedSheet),
  ...(Object.keys(REFUSED_SHEETS) as RefusedSheetFault[]).map(refusedSheet),
];
const readable = files.filter((bytes) => refuseSource(bytes) === null).map(decodeSheetText);
// What no dossier shows: sizes, and headers that lack their parts.
const others = ['a'.repeat(SHEET_TEXT_LIMIT + 1), 'a\n'.repeat(SHEET_LINES_LIMIT + 1), '1.1.1\n1. CHEF DE FILE\nA\n2. OPERATEURS\nA\tFR\t2,00\t1,00\nTOTAL\t\t2,00\t1,00\nTOTAL\t\t2,00\t1,00'];
const findings: readonly SheetFinding[] = [...files.flatMap((bytes) => refuseSource(bytes) ?? []), ...[...readable, ...others].flatMap((text) => readSheet(text, programme).findings)];

describe('findings', () => {
  it('all occur in a dossier or in these tests', () => {
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual(Object.keys(SHEET_FINDINGS).sort());
  });

  it.each(LANGUAGES)('have their text in %s, and every text its finding', async (language) => {
    const texts = await loadDictionary[language]();
    const own = JSON.parse(readFileSync(path.join(__dirname, '../../../shared/texts/src', language, 'sheet.json'), 'utf8')) as object;
    expect(Object.keys(own)).toEqual(Object.keys(SHEET_FINDINGS).sort());
    for (const { code, params } of findings) {
      const message = formatMessage(texts[code]!, language, params);
      expect(message).not.toMatch(/[{}]|undefined|!|sheet\.|(Cents|Bp)\b/);
      for (const [name, value] of Object.entries(params)) if (typeof value === 'string' && !/Date$|^(section|field|column)$/.test(name)) expect(message).toContain(value);
    }
  });
});

describe('a line', () => {
  const lines = fc.array(fc.oneof(fc.constantFrom(...new Set(readable.flatMap((text) => text.split('\n')))), fc.string({ maxLength: 30 }), fc.constantFrom('', 'Page 2/3', 'x\ty')), { maxLength: 40 });

  it('that is not blank is understood or named as unclear, whatever the text around it', () => {
    fc.assert(
      fc.property(lines, (some) => {
        const reading = readSheet(['1.1.1 - X', ...some].join('\n'), programme);
        const seen = new Set<number>();
        const add = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => seen.add(from + nth));
        for (const { line, lastLine } of reading.understood) add(line, lastLine);
        for (const { code, line, params } of reading.findings) if (code.startsWith('sheet.unclear-line')) add(line!, Number(params.lastLine ?? line));
        expect(reading.lines.flatMap((text, index) => (text.trim() === '' || seen.has(index + 1) ? [] : [text]))).toEqual([]);
        expect(reading.findings.every(({ line }) => line === null || (line >= 1 && line <= reading.lines.length))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
