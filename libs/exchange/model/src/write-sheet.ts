import type { Language } from '@passerelle/shared/kernel';
import { writeAmount, writePlainAmount, type Cents } from '@passerelle/shared/money';
import { withoutAcronym } from './fields';
import { writeDateInFigures, writeDateInWords } from './sheet-dates';
import type { ProjectSheet, SheetLanguage, SheetOperator } from './sheet';

/** What is written of a sheet; what follows from it, such as sums, need not be given. */
export interface WritableSheet {
  readonly project: ProjectSheet['project'];
  readonly operators: readonly Pick<SheetOperator, 'name' | 'versant' | 'role' | 'totalCents' | 'erdfCents'>[];
  readonly totals: Pick<ProjectSheet['totals'], 'printed'>;
}

// The words of the published form; the Dutch one has the same parts in the same order.
const FORM = {
  fr: {
    lead: 'OPERATEUR CHEF DE FILE', postcode: 'Code postal', city: 'Ville', country: 'Pays',
    operators: 'OPERATEURS ET BUDGET', head: ['OPERATEURS', 'VERSANT', 'BUDGET TOTAL', 'FEDER'], associated: 'OP associé', total: 'TOTAL',
    summary: 'RESUME', dates: 'DATE DE DÉBUT ET DE FIN DU PROJET', start: 'Date de début', end: 'Date de fin',
    category: "DÉNOMINATION DE LA CATÉGORIE D'INTERVENTION", update: 'DATE DE LA DERNIÈRE MISE À JOUR',
  },
  nl: {
    lead: 'PROJECTLEIDER', postcode: 'Postcode', city: 'Stad', country: 'Land',
    operators: 'PROJECTPARTNERS EN BUDGET', head: ['PROJECTPARTNERS', 'GEBIEDSDEEL', 'TOTAALBUDGET', 'EFRO'], associated: 'Geassocieerde projectpartner', total: 'TOTAAL',
    summary: 'SAMENVATTING', dates: 'BEGIN- EN EINDDATUM VAN HET PROJECT', start: 'Begindatum', end: 'Einddatum',
    category: 'BENAMING VAN DE INTERVENTIECATEGORIE', update: 'DATUM VAN DE LAATSTE BIJWERKING',
  },
} as const;

/**
 * Writes a sheet in the published form, columns separated by tabs. In: amounts in cents, ISO dates. What is null is left out, its section too.
 * Reading the text again gives the same sheet, save for lines of the summary that are exactly a numbered heading of the form or a page mark.
 */
export function writeSheetText(sheet: WritableSheet, language: SheetLanguage): string {
  const form = FORM[language];
  const { project } = sheet;
  const { lead } = project;
  const labels = (...pairs: readonly [string, string | null][]) => pairs.flatMap(([label, value]) => (value === null ? [] : [`${label} : ${value}`]));
  const date = (iso: string | null) => iso && writeDateInFigures(iso);
  const dates = labels([form.start, date(project.startDate)], [form.end, date(project.endDate)]);
  const sections: [string, string[]][] = [
    [form.lead, lead ? [lead.name, ...labels([form.postcode, lead.postcode], [form.city, lead.city], [form.country, lead.country])] : []],
    [form.operators, [table(sheet, language)]],
    [form.summary, project.summary === null ? [] : [project.summary]],
    [form.dates, dates],
    [form.category, project.interventionCategory?.split('\n') ?? []],
    [form.update, project.lastUpdate === null ? [] : [writeDateInWords(project.lastUpdate, language)]],
  ];
  const paragraphs = sections.flatMap(([heading, parts], nth) => (parts.length > 0 ? [`${nth + 1}. ${heading}`, ...parts] : []));
  return [...header(project), ...paragraphs].join('\n\n') + '\n';
}

// The form repeats the acronym before the title, in practice only its first words where these are enough to recognise it.
function header({ code, acronym, title }: WritableSheet['project']): string[] {
  const first = [code, acronym].filter((part) => part !== null).join(' - ');
  if (title === null) return [first];
  const short = `${acronym?.split(' - ')[0]} - ${title}`;
  if (acronym === null) return [first, title];
  return [first, withoutAcronym(short, acronym) === title ? short : `${acronym} - ${title}`];
}

function table({ operators, totals }: WritableSheet, language: SheetLanguage): string {
  const form = FORM[language];
  const amount = (value: Cents | null) => (value === null ? '' : formAmount(value, language));
  const rows = operators.map(({ name, versant, role, totalCents, erdfCents }) =>
    [name, versant, ...(role === 'ASSOCIATED' ? [form.associated, form.associated] : [amount(totalCents), amount(erdfCents)])].join('\t'),
  );
  const { totalCents, erdfCents } = totals.printed;
  const total = totalCents === null && erdfCents === null ? [] : [[form.total, '', amount(totalCents), amount(erdfCents)].join('\t')];
  return [form.head.join('\t'), ...rows, ...total].join('\n');
}

// `183 321,24 EUR` and `€ 183.321,24`, with the ordinary spaces of the published sheets.
function formAmount(value: Cents, language: SheetLanguage): string {
  const number = writeAmount(value, language).replace(/\s/g, ' ');
  return language === 'fr' ? `${number} EUR` : `€ ${number}`;
}

const CSV_WORDS: Record<Language, { head: readonly string[]; roles: Record<SheetOperator['role'], string>; total: string }> = {
  fr: { head: ['Opérateur', 'Versant', 'Rôle', 'Budget total (EUR)', 'FEDER (EUR)'], roles: { LEAD: 'chef de file', PARTNER: 'opérateur partenaire', ASSOCIATED: 'opérateur associé' }, total: 'TOTAL' },
  nl: { head: ['Projectpartner', 'Gebiedsdeel', 'Rol', 'Totaalbudget (EUR)', 'EFRO (EUR)'], roles: { LEAD: 'projectleider', PARTNER: 'projectpartner', ASSOCIATED: 'geassocieerde projectpartner' }, total: 'TOTAAL' },
  en: { head: ['Partner', 'Versant', 'Role', 'Total budget (EUR)', 'ERDF (EUR)'], roles: { LEAD: 'lead partner', PARTNER: 'partner', ASSOCIATED: 'associated organisation' }, total: 'TOTAL' },
  de: { head: ['Projektpartner', 'Teilgebiet', 'Rolle', 'Gesamtbudget (EUR)', 'EFRE (EUR)'], roles: { LEAD: 'federführender Partner', PARTNER: 'Projektpartner', ASSOCIATED: 'assoziierter Partner' }, total: 'SUMME' },
};

/**
 * Writes the table as CSV (RFC 4180: commas, CRLF, cells quoted where they must be). Amounts are plain numbers (`183321.24`), empty for an associated
 * operator. A text cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, tab or carriage return) gets a leading `'`.
 */
export function writeSheetCsv(sheet: WritableSheet, language: Language): string {
  const words = CSV_WORDS[language];
  const amount = (value: Cents | null) => (value === null ? '' : writePlainAmount(value));
  const rows = sheet.operators.map(({ name, versant, role, totalCents, erdfCents }) => [...[name, versant, words.roles[role]].map(csvText), amount(totalCents), amount(erdfCents)]);
  const { totalCents, erdfCents } = sheet.totals.printed;
  const total = totalCents === null && erdfCents === null ? [] : [[words.total, '', '', amount(totalCents), amount(erdfCents)]];
  return [words.head, ...rows, ...total].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function csvText(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
