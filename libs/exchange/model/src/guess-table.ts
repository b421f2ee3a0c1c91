import type { BudgetInFull } from '@passerelle/budget/model';
import { categoryOf, plainWords, workPackageOf, type TableCell, type TableRow } from './budget-table';
import { LEFT_OUT, type TableMapping } from './import-budget.contract';

/** Words that head a column, in the four languages and without accents; a head that is one of them wins over one that only holds it, and longer words over shorter ones. */
const HEADS: Readonly<Record<string, readonly string[]>> = {
  unitPrice: ['prix unitaire', 'cout unitaire', 'tarif', 'pu', 'eenheidsprijs', 'prijs per eenheid', 'unit price', 'unit cost', 'einzelpreis', 'stuckpreis', 'einheitspreis'],
  quantity: ['quantite', 'qte', 'nombre', 'nombre d unites', 'unites', 'aantal', 'hoeveelheid', 'quantity', 'qty', 'number of units', 'units', 'menge', 'anzahl'],
  operator: ['operateur', 'partenaire', 'beneficiaire', 'organisme', 'operator', 'partner', 'projectpartner', 'organisatie', 'begunstigde', 'organisation', 'beneficiary', 'projektpartner', 'begunstigter'],
  category: ['categorie', 'categorie de depenses', 'poste', 'poste budgetaire', 'rubrique', 'nature de la depense', 'kostencategorie', 'kostensoort', 'rubriek', 'begrotingspost', 'category', 'cost category', 'budget heading', 'kategorie', 'kostenkategorie', 'kostenart'],
  workPackage: ['module de travail', 'module', 'mt', 'wp', 'werkpakket', 'work package', 'arbeitspaket', 'ap'],
  description: ['description', 'libelle', 'intitule', 'designation', 'detail', 'objet', 'omschrijving', 'beschrijving', 'item', 'beschreibung', 'bezeichnung'],
  amount: ['montant', 'montant total', 'total', 'cout', 'cout total', 'budget', 'depense', 'bedrag', 'totaal', 'totaalbedrag', 'kosten', 'amount', 'total amount', 'cost', 'total cost', 'betrag', 'gesamtbetrag', 'gesamt', 'summe'],
  comment: ['commentaire', 'remarque', 'justification', 'opmerking', 'toelichting', 'comment', 'remark', 'note', 'kommentar', 'bemerkung', 'anmerkung'],
  inKindBy: ['apport en nature', 'en nature', 'inbreng in natura', 'in natura', 'in kind', 'sachleistung'],
};
const HALF_YEAR = /(?:\b(?:s|h|semestre|semester|halbjahr|half year)\s*([12])\b.*?\b(20\d\d)\b)|(?:\b(20\d\d)\b\s*(?:s|h|semestre|semester|halbjahr|half year)?\s*([12])\b)|(?:\b([12])(?:er|e|re|st|nd|ste|de)?\s*(?:semestre|semester|halbjahr|half year|s)?\s+(20\d\d)\b)/;
const TOTAL_ROW = /^(?:sous )?total\b|^(?:sub)?totaal\b|^(?:sub)?total\b|^gesamt|^summe\b|^zwischensumme\b/;
const LOOKED_AT_ROWS = 40;

interface Guessed {
  readonly field: string;
  readonly score: number;
}

/** What a head of a column may mean. */
export function guessField(head: string, periods: BudgetInFull['periods']): Guessed | undefined {
  const words = plainWords(head);
  const [, half1, year1, year2, half2, half3, year3] = HALF_YEAR.exec(words) ?? [];
  const year = year1 ?? year2 ?? year3;
  if (year) {
    const from = `${year}-${(half1 ?? half2 ?? half3) === '1' ? '01' : '07'}`;
    const to = `${year}-${(half1 ?? half2 ?? half3) === '1' ? '06' : '12'}`;
    const period = periods.find(({ startDate, endDate }) => startDate.slice(0, 7) <= to && endDate.slice(0, 7) >= from);
    return period ? { field: `period.${period.number}`, score: 50 } : undefined;
  }
  const scores = Object.entries(HEADS).flatMap(([field, heads]) =>
    heads.flatMap((known): Guessed[] => (words === known ? [{ field, score: 100 + known.length }] : ` ${words} `.includes(` ${known} `) && known.length > 2 ? [{ field, score: known.length }] : [])),
  );
  return scores.sort((a, b) => b.score - a.score)[0];
}

/** The row that heads the table, and what each of its columns holds; each field once. */
export function guessColumns(rows: readonly TableRow[], periods: BudgetInFull['periods']): { headRow: number; columns: Record<string, string> } {
  const best = rows
    .slice(0, LOOKED_AT_ROWS)
    .map((row) => ({ row, guesses: row.cells.flatMap((cell) => (cell.kind === 'text' ? [{ cell, guess: guessField(cell.text, periods) }] : [])).filter(({ guess }) => guess !== undefined) }))
    .sort((a, b) => b.guesses.length - a.guesses.length || a.row.number - b.row.number)[0];
  if (!best || best.guesses.length < 2) return { headRow: rows[0]?.number ?? 0, columns: {} };
  const columns: Record<string, string> = {};
  for (const { cell, guess } of [...best.guesses].sort((a, b) => b.guess!.score - a.guess!.score)) {
    if (!Object.values(columns).includes(guess!.field)) columns[cell.column] = guess!.field;
  }
  return { headRow: best.row.number, columns };
}

/** What a table most likely means in this project: values that are no name of anything stay open, sums are left out. The reader corrects it. */
export function guessMapping(sheet: string | null, rows: readonly TableRow[], budget: BudgetInFull, operatorIds: readonly string[]): TableMapping {
  const { headRow, columns } = guessColumns(rows, budget.periods);
  const values = (field: string): string[] => [...new Set(valuesOf(rows, headRow, columns, field).map(({ text }) => text))];
  const found = (field: string, meaning: (text: string) => string | undefined): Record<string, string> => Object.fromEntries(values(field).flatMap((text) => (meaning(text) === undefined ? [] : [[text, meaning(text)!]])));
  const operators = budget.operators.filter(({ operatorId }) => operatorIds.includes(operatorId));
  return {
    sheet, headRow, columns,
    operators: found('operator', (text) => operators.find(({ name }) => plainWords(name) === plainWords(text))?.operatorId),
    categories: found('category', (text) => categoryOf(text, budget.categories) ?? onlyCategoryWith(text, budget.categories)),
    workPackages: found('workPackage', (text) => workPackageOf(text, budget.workPackages)),
    operatorId: operators.length === 1 ? operators[0]!.operatorId : null,
    categoryCode: null,
    workPackageId: null,
    answers: {},
    leftOut: rows.filter(({ number, cells }) => number > headRow && cells.some(({ kind, text }) => kind === 'text' && TOTAL_ROW.test(plainWords(text)))).map(({ number }) => number),
  };
}

/** The only category in whose name these words stand (Personnel: Frais de personnel); none where there are two. */
function onlyCategoryWith(text: string, categories: BudgetInFull['categories']): string | undefined {
  const words = plainWords(text);
  const found = words.length < 4 ? [] : categories.filter(({ names }) => Object.values(names).some((name) => ` ${plainWords(name)} `.includes(` ${words} `)));
  return found.length === 1 ? found[0]!.code : undefined;
}

/** The values of the column that holds a field, with how many rows have each, in the order in which they first occur. */
export function valuesOf(rows: readonly TableRow[], headRow: number, columns: Readonly<Record<string, string>>, field: string, leftOut: ReadonlySet<number> = new Set()): { text: string; rows: number }[] {
  const column = Number(Object.entries(columns).find(([, of]) => of === field)?.[0] ?? 0);
  const counts = new Map<string, number>();
  for (const { number, cells } of rows) {
    const text = number > headRow && !leftOut.has(number) ? cellText(cells.find((cell) => cell.column === column)) : '';
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => ({ text, rows: count }));
}

export const cellText = (cell: TableCell | undefined): string => (cell && cell.kind !== 'error' ? cell.text.trim() : '');
export const isLeftOut = (value: string | undefined): boolean => value === LEFT_OUT;

/** The same for mappings that say the same: neither the order nor a field that says nothing makes another one. */
export function canonicalMapping(mapping: TableMapping): unknown {
  const sorted = (said: Readonly<Record<string, unknown>>): [string, unknown][] => Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1));
  const { sheet = null, headRow, columns, operators, categories, workPackages, operatorId = null, categoryCode = null, workPackageId = null, answers, leftOut } = mapping;
  return [sheet, headRow, ...[columns, operators, categories, workPackages, answers].map(sorted), operatorId, categoryCode, workPackageId, [...new Set(leftOut)].sort((a, b) => a - b)];
}
