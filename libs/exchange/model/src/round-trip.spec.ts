import fc from 'fast-check';
import { acceptedSheet, ACCEPTED_SHEETS, type AcceptedSheetStory } from '@passerelle/shared/dossiers';
import { basisPoints, cents, shareOf, sumCents } from '@passerelle/shared/money';
import { readSheet } from './read-sheet';
import type { SheetLanguage } from './sheet';
import { decodeSheetText } from './sheet-source';
import { contentOf, programmeOfThreeVersants as programme } from './testing';
import { writeSheetText, type WritableSheet } from './write-sheet';

const languages: readonly SheetLanguage[] = ['fr', 'nl'];

// Names as organisations have them: several words, any of them with punctuation, figures, parentheses or none of their letters in ASCII.
const word = fc.oneof(
  fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ]{1,14}$/),
  fc.constantFrom('de', 'la', '(DDCS)', 'asbl,', "l'Aisne", 'd’Artois', '-', '–', '&', 'DGO5', '59', '2.0', 'FR', 'WA', 'VL', 'TOTAL', 'Page', '«', '»', '"x"', 'Œuvre', 'EUR', '1 000,00', 'associé'),
);
const text = (longest: number) => fc.array(word, { minLength: 1, maxLength: longest }).map((words) => words.join(' ').slice(0, 180).trim());
const name = fc.oneof(text(24), text(24).map((words) => `Maison ${words}`)).filter((words) => /\p{L}/u.test(words) && !/\(?associé\)?$/.test(words));
// The lead's name stands alone in a section of its own, where it must look like a name.
const leadName = text(24).map((words) => `Siège ${words}`);
const day = fc.integer({ min: 0, max: 10_000 }).map((days) => new Date(Date.UTC(2014, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const paragraph = fc.tuple(fc.constantFrom('', '- ', ' - ', '  ', '• '), text(30)).map(([bullet, words]) => `${bullet}Le ${words}`);
const summary = fc.array(fc.tuple(paragraph, fc.constantFrom('\n', '\n\n', '\n\n\n')), { minLength: 1, maxLength: 6 }).map((parts) => parts.map((part) => part.join('')).join('').trimEnd().replace(/^ +/, ''));

const sheet: fc.Arbitrary<WritableSheet> = fc
  .record({
    rate: fc.constantFrom(...programme.rates, basisPoints(4250)),
    rows: fc.uniqueArray(fc.record({ name, versant: fc.constantFrom('FR', 'WA', 'VL'), total: fc.option(fc.integer({ min: 0, max: 7_999_999_999 }), { freq: 4 }) }), {
      minLength: 1, maxLength: 12, selector: (row) => row.name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
    }),
    lead: leadName,
    leadTotal: fc.integer({ min: 10_000, max: 7_999_999_999 }),
    code: fc.constantFrom('4.8.337', '1.1.1', 'FWVL-12'),
    acronym: text(4).map((words) => `Le ${words}`.replace(/[\s\-–—]+$/u, '')),
    title: fc.option(text(12).map((words) => `LE ${words}`)),
    dates: fc.option(fc.tuple(day, day)),
    lastUpdate: fc.option(day),
    address: fc.record({ postcode: fc.option(fc.constantFrom('59000', 'B-7000')), city: fc.option(text(3)), country: fc.option(fc.constantFrom('France', 'België')) }),
    interventionCategory: fc.option(text(10).map((words) => `Une ${words}`)),
    summary: fc.option(summary),
    printTotal: fc.boolean(),
  })
  .map(({ rate, rows, lead, leadTotal, code, acronym, title, dates, lastUpdate, address, interventionCategory, summary: words, printTotal }) => {
    const operators = rows.map(({ name: operator, versant, total }, nth) => {
      const totalCents = nth === 0 ? cents(leadTotal) : total === null ? null : cents(total);
      const role = nth === 0 ? ('LEAD' as const) : totalCents === null ? ('ASSOCIATED' as const) : ('PARTNER' as const);
      return { name: nth === 0 ? lead : operator, versant, role, totalCents, erdfCents: totalCents === null ? null : shareOf(totalCents, rate, 'CUT') };
    });
    const sum = (column: 'totalCents' | 'erdfCents') => sumCents(operators.flatMap((row) => row[column] ?? []));
    const [startDate = null, endDate = null] = dates?.toSorted() ?? [];
    return {
      project: { code, acronym, title, startDate, endDate, lastUpdate, lead: { name: operators[0]!.name, ...address }, interventionCategory, summary: words },
      operators,
      totals: { printed: printTotal ? { totalCents: sum('totalCents'), erdfCents: sum('erdfCents') } : { totalCents: null, erdfCents: null } },
    };
  });

describe.each(languages)('a sheet written in %s and read again', (language) => {
  it.each(Object.keys(ACCEPTED_SHEETS) as AcceptedSheetStory[])('is the same: %s', (story) => {
    const first = readSheet(decodeSheetText(acceptedSheet(story)), programme);
    // The row marked as lead in the table was all that named it: the writer gives it the section that it lacked.
    const second = readSheet(writeSheetText(first.sheet, language), programme);
    expect(contentOf(second.sheet)).toEqual(contentOf(first.sheet));
    expect(second.sheet.language).toBe(language);
  });

  it('is the same, whatever its operators, amounts, rate, dates and texts', () => {
    fc.assert(
      fc.property(sheet, (written) => {
        const reading = readSheet(writeSheetText(written, language), programme);
        expect(contentOf(reading.sheet)).toMatchObject(written);
        expect(reading.sheet.language).toBe(language);
        expect(reading.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(reading.findings.filter(({ code }) => /joined|unclear/.test(code))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
