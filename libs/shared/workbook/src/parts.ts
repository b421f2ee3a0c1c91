import { FileRefused, type FileLimits } from './limits';
import type { Zip } from './open-zip';
import { readXml, streamXml, unescapeText } from './xml';

/** A sheet of a workbook: its name, where its rows lie, and whether a reader sees it. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

const ROOT_RELATIONS = '_rels/.rels';
const MACROS = /(^|\/)vbaproject\.bin$|(^|\/)macrosheets\//i;

/** Where the workbook lies. Refusals: workbook.not-a-workbook (another kind of file, the binary XLSB too), workbook.macros. */
export async function workbookPart(zip: Zip): Promise<string> {
  if (!zip.has(ROOT_RELATIONS)) throw new FileRefused('workbook.not-a-workbook');
  const part = (await relationsOf(zip, ROOT_RELATIONS, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (!part?.endsWith('.xml') || !zip.has(part)) throw new FileRefused('workbook.not-a-workbook');
  if (zip.names.some((name) => MACROS.test(name))) throw new FileRefused('workbook.macros');
  return part;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** The relations of a part; those that lead out of the file are left out and never followed. */
export async function relationsOf(zip: Zip, part: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  if (!zip.has(part)) return relations;
  readXml(await zip.text(part), {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const { Id = '', Type = '', Target = '', TargetMode } = attributes();
      if (TargetMode !== 'External') relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(Target, folder) });
    },
  });
  return relations;
}

function resolved(target: string, folder: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

export const folderOf = (part: string): string => part.slice(0, Math.max(0, part.lastIndexOf('/')));
export const relationsPart = (part: string): string => `${folderOf(part)}/_rels/${part.slice(part.lastIndexOf('/') + 1)}.rels`.replace(/^\//, '');

/** The sheets in the order in which a reader sees them; chart sheets and the like are left out. */
export async function sheetParts(zip: Zip, workbook: string, limits: FileLimits): Promise<{ sheets: SheetPart[]; relations: Relation[] }> {
  const relations = await relationsOf(zip, relationsPart(workbook), folderOf(workbook));
  const sheets: SheetPart[] = [];
  readXml(await zip.text(workbook), {
    open: (name, attributes) => {
      if (name !== 'sheet') return;
      const all = attributes();
      const id = Object.entries(all).find(([attribute]) => attribute.endsWith(':id'))?.[1];
      const relation = relations.find((one) => one.id === id && one.type === 'worksheet');
      if (!relation || !zip.has(relation.target)) return;
      sheets.push({ name: all['name'] ?? '', part: relation.target, hidden: (all['state'] ?? 'visible') !== 'visible' });
      if (sheets.length > limits.sheets) throw new FileRefused('workbook.too-many-sheets', { limit: limits.sheets });
    },
  });
  if (sheets.length === 0) throw new FileRefused('workbook.not-a-workbook');
  return { sheets, relations };
}

/** The texts that cells point to. Phonetic guides are not part of a text. */
export async function sharedTexts(zip: Zip, part: string | undefined, limits: FileLimits): Promise<string[]> {
  if (!part || !zip.has(part)) return [];
  const texts: string[] = [];
  const reader = new TextRuns((text) => texts.push(text), limits);
  for await (const _ of streamXml(await zip.stream(part), { open: (name) => reader.open(name), close: (name) => reader.close(name, 'si'), text: (text) => reader.text(text) }, () => [])) void _;
  return texts;
}

/** Joins the runs of one text. */
export class TextRuns {
  private whole = '';
  private inText = false;
  private phonetic = false;

  constructor(
    private readonly done: (text: string) => void,
    private readonly limits: FileLimits,
  ) {}

  open(name: string): void {
    if (name === 't') this.inText = true;
    else if (name === 'rPh') this.phonetic = true;
  }

  text(text: string): void {
    if (!this.inText || this.phonetic) return;
    this.whole += text;
    if (this.whole.length > this.limits.cellLength * 8) throw new FileRefused('workbook.cell-too-long', { limit: this.limits.cellLength });
  }

  close(name: string, end: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === end) {
      this.done(unescapeText(this.whole));
      this.whole = '';
    }
  }
}

const BUILT_IN_DATES = [[14, 22], [27, 36], [45, 47], [50, 58]] as const;
const BUILT_IN_PERCENTAGES = [9, 10];
const QUOTED_OR_BRACKETED = /"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi;

/** For each cell style of the file: how it shows a number. */
export async function numberStyles(zip: Zip, part: string | undefined): Promise<('number' | 'date' | 'percentage')[]> {
  const styles: ('number' | 'date' | 'percentage')[] = [];
  if (!part || !zip.has(part)) return styles;
  const own = new Map<number, string>();
  let inCells = false;
  readXml(await zip.text(part), {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') own.set(Number(attributes()['numFmtId']), attributes()['formatCode'] ?? '');
      if (name === 'xf' && inCells) styles.push(shownAs(Number(attributes()['numFmtId'] ?? 0), own));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

function shownAs(id: number, own: ReadonlyMap<number, string>): 'number' | 'date' | 'percentage' {
  const code = own.get(id)?.replace(QUOTED_OR_BRACKETED, '').split(';')[0];
  if (BUILT_IN_PERCENTAGES.includes(id) || code?.includes('%')) return 'percentage';
  const date = code === undefined ? BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last) : /[dmyhs]/i.test(code.replace(/general|standard/gi, ''));
  return date ? 'date' : 'number';
}

/** The workbook's own properties, as its writer named them. */
export async function customProperties(zip: Zip): Promise<Record<string, string>> {
  const properties: Record<string, string> = {};
  const part = (await relationsOf(zip, ROOT_RELATIONS, '')).find(({ type }) => type === 'custom-properties')?.target;
  if (!part || !zip.has(part)) return properties;
  let name: string | undefined;
  readXml(await zip.text(part), {
    open: (element, attributes) => {
      if (element === 'property') name = attributes()['name'];
    },
    text: (text) => {
      if (name && text.trim()) properties[name] = unescapeText(text);
    },
  });
  return properties;
}
