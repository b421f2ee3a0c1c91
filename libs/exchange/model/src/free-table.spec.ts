import * as fc from 'fast-check';
import { cents } from '@passerelle/shared/money';
import type { BudgetInFull } from '@passerelle/budget/model';
import { halfYearsOf } from '@passerelle/project/model';
import type { TableRow } from './budget-table';
import { readFreeTable, type TableContext } from './free-table';
import { guessField } from './guess-table';
import { LEFT_OUT, type TableMapping } from './import-budget.contract';

const nought = { agreedTotalCents: null, amountsCents: {}, lineCounts: {}, flatRates: [], totalCents: cents(0), toAllocateCents: cents(0), erdfCents: cents(0), otherSourcesCents: cents(0), ownContributionCents: cents(0), roundingRule: 'CUT' as const, agreedRevision: 1 };
const operator = (operatorId: string, name: string) => ({ operatorId, name, role: 'PARTNER' as const, versantCode: 'FR', erdfRateBp: 5000, ...nought });
const budget: BudgetInFull = {
  budgetId: 'b', projectCode: '1', versionNumber: 1, revision: 3, status: 'DRAFT', changedAt: '', unfunded: [], lines: [], periods: halfYearsOf('2026-01-01', '2027-12-31'),
  categories: [{ code: 'STAFF', names: { fr: 'Frais de personnel', nl: 'Personeelskosten' }, kind: 'REAL' }, { code: 'OFFICE', names: { fr: 'Frais de bureau' }, kind: 'REAL' }],
  workPackages: [{ workPackageId: 'w1', number: 1, names: { fr: 'Gestion' } }, { workPackageId: 'w2', number: 2, names: {} }],
  operators: [operator('o1', 'SETIS'), operator('o2', 'La Vie Active')],
};
const context = (over: Partial<TableContext> = {}): TableContext => ({ budget, language: 'fr', operatorIds: ['o1', 'o2'], sheets: [], sheet: null, judge: () => [], idFor: (_, row) => `id-${row}`, address: (column, row) => `${column}:${row}`, letters: String, ...over });
const table = (...rows: string[][]): TableRow[] => rows.map((row, index) => ({ number: index + 1, cells: row.flatMap((text, at) => (text === '' ? [] : [{ column: at + 1, kind: 'text' as const, text, computed: false, shownAs: 'number' as const }])) }));
const mapping = (over: Partial<TableMapping>): TableMapping => ({ sheet: null, headRow: 1, columns: {}, operators: {}, categories: {}, workPackages: {}, operatorId: null, categoryCode: null, workPackageId: null, answers: {}, leftOut: [], ...over });

describe('a free table', () => {
  it('is understood by its heads, in whatever row they stand', async () => {
    const rows = table(['Budget du projet'], [], ['Partenaire', 'Catégorie de dépenses', 'MT', 'Libellé', 'Nombre', 'Prix unitaire', 'Montant', 'S1 2026', '2e semestre 2026'], ['Setis', 'frais de personnel', 'MT 2', 'Assistante', '5,5', '1 000,33', '5 501,81', '100', '']);
    const found = (await readFreeTable(rows, null, context()));
    expect(found.table.mapping).toMatchObject({ headRow: 3, columns: { 1: 'operator', 2: 'category', 3: 'workPackage', 4: 'description', 5: 'quantity', 6: 'unitPrice', 7: 'amount', 8: 'period.1', 9: 'period.2' }, operators: { Setis: 'o1' }, categories: { 'frais de personnel': 'STAFF' }, workPackages: { 'MT 2': 'w2' } });
    expect(found.errors).toEqual([]);
    expect(found.lines.inserted).toEqual([{ lineId: 'id-4', operatorId: 'o1', categoryCode: 'STAFF', position: 1, quantity: 55_000, unitPriceCents: 100_033, descriptions: { fr: 'Assistante' }, periods: { 1: 10_000 }, workPackageId: 'w2' }]);
  });

  it.each([
    ['Coût unitaire (€)', 'unitPrice'], ['Eenheidsprijs', 'unitPrice'], ['Aantal', 'quantity'], ['Begunstigde', 'operator'], ['Kostenkategorie', 'category'], ['Arbeitspaket', 'workPackage'], ['Werkpakket', 'workPackage'],
    ['Bedrag in EUR', 'amount'], ['Gesamtbetrag', 'amount'], ['Total cost', 'amount'], ['Omschrijving', 'description'], ['Opmerking', 'comment'], ['Apport en nature', 'inKindBy'], ['1er semestre 2027', 'period.3'], ['2027/2', 'period.4'], ['H2 2026', 'period.2'], ['S1 2031', undefined], ['Téléphone', undefined],
  ])('takes "%s" for %s', (head, field) => expect(guessField(head, budget.periods)?.field).toBe(field));

  const columns = { 1: 'operator', 2: 'category', 3: 'amount' };
  const meanings = { operators: { S: 'o1' }, categories: { P: 'STAFF' } };

  it('asks about an amount that reads in two ways, and takes only one of its readings for an answer', async () => {
    const rows = table(['Op', 'Cat', 'Montant'], ['S', 'P', '1.234']);
    const asked = (await readFreeTable(rows, mapping({ columns, ...meanings }), context()));
    expect([asked.lines.inserted, asked.table.questions]).toEqual([[], [{ at: '3:2', text: '1.234', unit: 'CENTS', readings: [123_400, 123] }]]);
    expect((await readFreeTable(rows, mapping({ columns, ...meanings, answers: { '3:2': 123_400 } }), context())).lines.inserted[0]).toMatchObject({ amountCents: 123_400 });
    expect((await readFreeTable(rows, mapping({ columns, ...meanings, answers: { '3:2': 999 } }), context())).counts.errors).toBe(1);
    expect((await readFreeTable(rows, mapping({ columns, ...meanings }), context({ language: 'nl' }))).lines.inserted[0]).toMatchObject({ amountCents: 123_400 });
  });

  it('says of every row what is wrong with it, and takes none of them', async () => {
    const rows = table(['Op', 'Cat', 'Montant', 'Nb', 'PU'], ['X', 'P', '1'], ['S', 'Q', '1'], ['', 'P', '1'], ['S', 'P', 'douze'], ['S', 'P', '-5'], ['S', 'P', '10,00', '2', '5,01'], ['S', 'P', '1 000 000 000']);
    const found = (await readFreeTable(rows, mapping({ columns: { ...columns, 4: 'quantity', 5: 'unitPrice' }, ...meanings }), context({ judge: ({ inserted }) => inserted.flatMap(({ amountCents }, index) => (amountCents! < 0 ? [{ code: 'budget.amount-negative', params: {}, pointer: `/inserted/${index}/amountCents` }] : [])) })));
    expect(found.errors.map(({ code, at, row }) => [code, at, row])).toEqual([
      ['workbook.unknown-operator', '1:2', 2], ['workbook.unknown-category', '2:3', 3], ['workbook.operator-missing', '1:4', 4], ['workbook.amount-not-an-amount', '3:5', 5], ['workbook.amount-not-product', '3:7', 7], ['workbook.amount-too-large', '3:8', 8], ['budget.amount-negative', '3:6', 6],
    ]);
  });

  it('leaves out headings, sums and what the reader says', async () => {
    const rows = table(['Partenaire', 'Catégorie', 'Montant'], ['Module 1'], ['S', 'P', '1'], ['S', 'ancien', '2'], ['', 'Sous-total', '3'], ['TOTAL', '', '6']);
    const guessed = (await readFreeTable(rows, null, context())).table.mapping;
    expect(guessed.leftOut).toEqual([5, 6]);
    const found = (await readFreeTable(rows, { ...guessed, operators: { S: 'o1' }, categories: { P: 'STAFF', ancien: LEFT_OUT } }, context()));
    expect([found.errors, found.counts]).toEqual([[], { added: 1, changed: 0, removed: 0, agreed: 0, cells: 0, unchanged: 0, leftOut: 4, errors: 0 }]);
  });

  it('stands for the only operator that may be changed, and refuses another one', async () => {
    const rows = table(['Catégorie', 'Montant', 'Opérateur'], ['frais de bureau', '12,50'], ['frais de bureau', '1', 'La Vie Active']);
    const found = (await readFreeTable(rows, null, context({ operatorIds: ['o1'] })));
    expect(found.lines.inserted).toMatchObject([{ operatorId: 'o1', amountCents: 1250 }]);
    expect(found.errors.map(({ code }) => code)).toEqual(['workbook.unknown-operator']);
    expect((await readFreeTable(rows, { ...found.table.mapping, operators: { 'La Vie Active': 'o2' } }, context({ operatorIds: ['o1'] }))).errors.map(({ code }) => code)).toEqual(['budget.may-not-change']);
  });

  it('adds nothing when the same file is taken in twice', async () => {
    const rows = table(['Op', 'Cat', 'Montant'], ['S', 'P', '1']);
    const there = { ...budget, lines: [{ lineId: 'id-2' } as never] };
    expect((await readFreeTable(rows, mapping({ columns, ...meanings }), context({ budget: there }))).counts).toMatchObject({ added: 0, unchanged: 1 });
  });

  it('adds up to the cents that stand in it', async () => {
    const amount = fc.integer({ min: 0, max: 99_999_999_999 });
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 20 }), async (amounts) => {
        const rows: TableRow[] = [...table(['Op', 'Cat', 'Montant']), ...amounts.map((value, index) => ({ number: index + 2, cells: [...table(['S', 'P'])[0]!.cells, { column: 3, kind: 'number' as const, text: (value / 100).toPrecision(17), computed: false, shownAs: 'number' as const }] }))];
        expect((await readFreeTable(rows, mapping({ columns, ...meanings }), context())).lines.inserted.map(({ amountCents }) => amountCents)).toEqual(amounts);
      }),
    );
  });
});
