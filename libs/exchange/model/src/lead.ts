import { fold, joinPieces, lettersOf, oneSpaced, plain } from './plain-text';
import type { RowOperator } from './operators';
import { quoted, type SheetReport } from './sheet-findings';
import type { SheetLead } from './sheet';
import { isBlank } from './fields';
import type { Section } from './sections';
import { breaksOff, labelled, labelledParts, type LabelField } from './sheet-words';

/** The lead's section as printed. `groups` are its lines without a label; a label between two of them parts them for certain. */
export interface LeadSection {
  readonly line: number;
  readonly groups: readonly (readonly LeadLine[])[];
  readonly address: Omit<SheetLead, 'name'>;
}

interface LeadLine {
  readonly number: number;
  readonly gap: boolean;
  readonly text: string;
}

type AddressField = Extract<LabelField, 'postcode' | 'city' | 'country'>;
const UNDERSTOOD_AS = { postcode: 'leadPostcode', city: 'leadCity', country: 'leadCountry' } as const;

/** Takes the lead's section apart. Postcode, city and country stay as printed. */
export function readLeadSection(section: Section, report: SheetReport): LeadSection {
  const groups: LeadLine[][] = [];
  const address: Record<AddressField, string | null> = { postcode: null, city: null, country: null };
  let gap = false;
  let parted = true;
  let awaiting: AddressField | null = null;
  const lines = section.inline ? [section.inline, ...section.body] : section.body;
  for (const line of lines.flatMap(({ number, text }) => labelledParts(plain(text)).map((part) => ({ number, text: part })))) {
    const words = line.text.trim();
    const label = labelled(words);
    const field = label?.field;
    if (isBlank(line)) gap = true;
    else if (field === 'postcode' || field === 'city' || field === 'country') {
      // A second address belongs to a second organisation: left to be named as unclear.
      if (address[field] === null) {
        address[field] = oneSpaced(label!.value) || null;
        report.understand(UNDERSTOOD_AS[field], line.number, address[field] ?? '');
        awaiting = address[field] === null ? field : null;
      }
      parted = true;
    } else if (awaiting) {
      address[awaiting] = oneSpaced(words);
      report.understand(UNDERSTOOD_AS[awaiting], line.number, address[awaiting]!);
      awaiting = null;
    } else {
      const isNamed = field === 'name' && /[:\t]/.test(words);
      const named = isNamed ? label!.value : words;
      if (parted || isNamed) groups.push([]);
      if (named !== '') groups.at(-1)!.push({ number: line.number, gap, text: oneSpaced(named) });
      else report.understand('heading', line.number, words);
      parted = false;
      gap = false;
    }
  }
  return { line: section.heading?.line ?? 0, groups: groups.filter((group) => group.length > 0), address };
}

/** The name that the section's first lines give, before the table is known: a help for joining wrapped names there. */
export const likelyLeadName = (lead: LeadSection | null): string | null => (lead?.groups[0] ? nameOf(lead.groups[0]) : null);

/** Which row is the lead. `name` is what the lead is called in its section, else in the row that is marked. */
export interface FoundLead {
  readonly lead: SheetLead | null;
  readonly row: RowOperator | null;
}

/**
 * Finds the one lead: the organisation of the lead's section and the row of the same name, or the row marked as lead where there is no section.
 * Case, accents, spaces and the kinds of dash and apostrophe do not matter (an info tells); other punctuation is a warning. Refused: none, two
 * sections, two organisations in the section, two marked rows, a row that stands twice, a name that no row has, a lead that is only associated.
 */
export function findLead(sections: readonly LeadSection[], rows: readonly RowOperator[], report: SheetReport): FoundLead {
  const marked = rows.filter(({ markedLead }) => markedLead);
  for (const second of marked.slice(1)) report.find('sheet.two-leads', second.columnsLine, { first: marked[0]!.name, second: second.name });
  const [section, ...others] = sections;
  const name = section ? organisationOf(section, rows, report) : null;
  for (const other of others) {
    const second = likelyLeadName(other) ?? '…';
    if (name !== null && fold(second) === fold(name)) report.find('sheet.section-twice', other.line, { section: 'lead', firstLine: section!.line });
    else report.find('sheet.two-leads', other.line, { first: name ?? '…', second });
    if (other.groups[0]) report.understand('leadName', other.groups[0][0]!.number, second, other.groups[0].at(-1)!.number);
  }

  if (section && name !== null) {
    const lead = { name, ...section.address };
    for (const field of ['postcode', 'city', 'country'] as const) if (lead[field] === null) report.find('sheet.lead-address-missing', section.line, { field });
    return { lead, row: asLead(rowNamed(name, section, rows, marked, report), report) };
  }
  const byMark = marked[0] ?? null;
  if (section || !byMark) report.find('sheet.no-lead', section?.line ?? null);
  else report.find('sheet.section-missing', null, { section: 'lead' });
  return { lead: byMark && { name: byMark.name, postcode: null, city: null, country: null }, row: asLead(byMark, report) };
}

function asLead(row: RowOperator | null, report: SheetReport): RowOperator | null {
  if (row?.associated) report.find('sheet.lead-associated', row.columnsLine, { name: row.name });
  return row?.associated ? null : row;
}

function rowNamed(name: string, section: LeadSection, rows: readonly RowOperator[], marked: readonly RowOperator[], report: SheetReport): RowOperator | null {
  const line = section.groups[0]![0]!.number;
  const { same, alike } = rowsNamed(name, rows);
  const found = same.length > 0 ? same : alike;
  const [row, second] = found;
  if (!row) {
    if (rows.length > 0) report.find('sheet.lead-not-in-table', line, { name: quoted(name) });
    return null;
  }
  if (second) report.find('sheet.two-leads', second.columnsLine, { first: row.name, second: second.name });
  const otherMark = marked.length === 1 ? marked.find((candidate) => !found.includes(candidate)) : null;
  if (otherMark) report.find('sheet.two-leads', otherMark.columnsLine, { first: row.name, second: otherMark.name });
  if (row.name !== name) report.find(same.length > 0 ? 'sheet.lead-spelt-differently' : 'sheet.lead-resembles', line, { printed: name, row: row.name, rowLine: row.line });
  return row;
}

function rowsNamed(name: string, rows: readonly RowOperator[]): { same: RowOperator[]; alike: RowOperator[] } {
  const [folded, letters] = [fold(name), lettersOf(name)];
  return { same: rows.filter((row) => fold(row.name) === folded), alike: rows.filter((row) => letters !== '' && lettersOf(row.name) === letters) };
}

const isRow = (name: string, rows: readonly RowOperator[]): boolean => rowsNamed(name, rows).alike.length > 0;
const nameOf = (lines: readonly LeadLine[]): string => joinPieces(...lines.map(({ text }) => text));

// Several lines without a label are one wrapped name or several organisations: the table knows the names, so it is asked first.
function organisationOf({ groups }: LeadSection, rows: readonly RowOperator[], report: SheetReport): string | null {
  const [lines, ...later] = groups;
  if (!lines) return null;
  const length = nameLength(lines, rows);
  const name = nameOf(lines.slice(0, length));
  understandName(lines.slice(0, length), name, report);
  if (length === 1 && !isRow(name, rows)) findTwoInOneLine(name, lines[0]!.number, rows, report);
  for (const group of [lines.slice(length), ...later]) {
    // A street or a person to write to is no second organisation; it stays among the unclear lines.
    const other = nameOf(group);
    if (other === '' || looksLikeAddress(other)) continue;
    report.find('sheet.two-leads', group[0]!.number, { first: quoted(name), second: quoted(other) });
    report.understand('leadName', group[0]!.number, other, group.at(-1)!.number);
  }
  return name;
}

// No name takes more lines, wrapped as it may be.
const LONGEST_NAME_LINES = 6;

function nameLength(all: readonly LeadLine[], rows: readonly RowOperator[]): number {
  const lines = all.slice(0, LONGEST_NAME_LINES);
  for (let length = lines.length; length > 0; length--) if (isRow(nameOf(lines.slice(0, length)), rows)) return length;
  // No beginning is a row: a following line is the same name if it goes on in the middle of it, or stands directly below and is no row itself.
  let length = 1;
  while (length < lines.length && goesOn(lines[length - 1]!, lines[length]!, rows)) length++;
  return length;
}

const goesOn = (above: LeadLine, below: LeadLine, rows: readonly RowOperator[]): boolean =>
  breaksOff(above.text) || /^[\p{Ll}),]/u.test(below.text) || (!below.gap && !isRow(below.text, rows) && !looksLikeAddress(below.text));

const looksLikeAddress = (text: string): boolean => /\d|@|:|^(rue|avenue|boulevard|place|chaussée|quai)\b|(straat|laan|plein|steenweg)\b/iu.test(text);

function understandName(lines: readonly LeadLine[], name: string, report: SheetReport): void {
  const [first, last] = [lines[0]!.number, lines.at(-1)!.number];
  report.understand('leadName', first, name, last);
  if (lines.length > 1) report.find('sheet.lines-joined', first, { name, firstLine: first, lastLine: last });
}

function findTwoInOneLine(name: string, line: number, rows: readonly RowOperator[], report: SheetReport): void {
  for (const joint of name.matchAll(/ (?:et|en|and|&|\+|\/) | ?[;/] ?/g)) {
    const [first, second] = [name.slice(0, joint.index), name.slice(joint.index + joint[0].length)];
    if (isRow(first, rows) && isRow(second, rows)) report.find('sheet.two-leads', line, { first, second });
  }
}
