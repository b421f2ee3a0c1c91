import type { Language } from '@passerelle/shared/kernel';
import { formatMessage, writeDate, type Dictionary } from '@passerelle/shared/texts';

type Value = string | number | boolean | null;
export type ArchiveRow = Readonly<Record<string, Value>>;

/** A file of a person's archive: a list of rows, or the one row of the account. `of` is the code that its texts go by. */
export interface ArchiveFile {
  readonly of: 'account' | 'roles' | 'providers' | 'sessions' | 'invitations' | 'mails' | 'acts';
  readonly rows: readonly ArchiveRow[];
  /** false: there are older rows that are not in it. */
  readonly complete: boolean;
}

/** More rows than these are read in the file beside it. */
const SHOWN = 200;
/** Columns whose codes have words. */
const NAMED = new Set(['language', 'status']);
/** What says nothing to a reader that another column does not. */
const UNSHOWN = new Set(['kind']);
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const STYLE = 'body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #999}';

/** The page that tells in the person's language what lies in her archive; it needs nothing but itself. */
export function archiveIndex(texts: Dictionary, language: Language, about: { readonly name: string; readonly today: string; readonly files: readonly ArchiveFile[] }): string {
  const say = (key: string, params: Readonly<Record<string, string | number>> = {}): string => escaped(formatMessage(texts[key] ?? key, language, params));
  const sections = about.files.map((file) => section(file, say, texts, language));
  return [
    `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${say('personalData.archive.title')}</title><style>${STYLE}</style></head>\n<body>`,
    `<h1>${say('personalData.archive.title')}</h1>`,
    `<p>${say('personalData.archive.lead', { name: about.name, writtenDate: about.today })}</p>`,
    `<p>${say('personalData.archive.without')}</p>`,
    ...sections,
    '</body>\n</html>\n',
  ].join('\n');
}

function section({ of, rows, complete }: ArchiveFile, say: (key: string, params?: Readonly<Record<string, string | number>>) => string, texts: Dictionary, language: Language): string {
  const heading = `<h2>${say(`personalData.archive.${of}`)}</h2>\n<p>${say('personalData.archive.file', { file: `${of}.json`, count: rows.length })}</p>`;
  const cut = complete ? '' : `<p>${say('personalData.archive.cut', { count: rows.length })}</p>`;
  const shown = rows.slice(0, SHOWN);
  const more = rows.length > SHOWN ? `<p>${say('personalData.archive.shown', { count: SHOWN })}</p>` : '';
  if (!shown.length) return `${heading}\n<p>${say('personalData.archive.none')}</p>`;
  const columns = Object.keys(shown[0]!).filter((column) => !UNSHOWN.has(column));
  const head = columns.map((column) => `<th scope="col">${say(`personalData.archive.field.${column}`)}</th>`).join('');
  const body = shown.map((row) => `<tr>${columns.map((column) => `<td>${escaped(written(column, row[column] ?? null, texts, language))}</td>`).join('')}</tr>`).join('\n');
  return `${heading}\n${cut}${more}<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

/** A value as the person reads it: codes by their words, moments by day and time in Greenwich's clock. */
function written(column: string, value: Value, texts: Dictionary, language: Language): string {
  const say = (key: string): string => formatMessage(texts[key] ?? key, language, { count: 1 });
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return say(value ? 'personalData.archive.yes' : 'personalData.archive.no');
  if (column === 'role') return say(`role.${value}`);
  if (column === 'act') return say(`journal.${value}`);
  if (NAMED.has(column)) return say(`personalData.archive.value.${value}`);
  if (typeof value === 'string' && MOMENT.test(value)) return `${writeDate(value.slice(0, 10), language)} ${value.slice(11, 16)} UTC`;
  return String(value);
}
