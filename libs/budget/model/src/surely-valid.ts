import type { ChangeAmounts } from './budget.contract';
import { LONGEST_COMMENT, LONGEST_FORMULA, LONGEST_IN_KIND_BY } from './lines';
import type { ChangeLines } from './lines.contract';

/**
 * Quick answers to "does this body keep its contract?", for the two acts that take thousands of rows. They say yes only where the contract's decorators would; all else, also what they do
 * not know, is left to those, which find the fault and its place. A property test holds the two against each other.
 */
type Check = (value: unknown) => boolean;

const MOST = 5000;
const LONGEST_CODE = 40;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const isUuid: Check = (value) => typeof value === 'string' && UUID.test(value);
const isInteger: Check = (value) => Number.isSafeInteger(value);
const isPosition: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isPlainObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (longest: number): Check => (value) => typeof value === 'string' && value.length <= longest;
const isCode: Check = (value) => isText(LONGEST_CODE)(value) && !(value as string).includes('\0');
const orNull = (check: Check): Check => (value) => value === null || check(value);

/** An object with exactly such fields: all of `needed`, and others of `fields`. */
function isRow(value: unknown, fields: ReadonlyMap<string, Check>, needed: readonly string[]): boolean {
  if (!isPlainObject(value)) return false;
  const row = value as Record<string, unknown>;
  return Object.keys(row).every((name) => fields.get(name)?.(row[name]) ?? false) && needed.every((name) => Object.hasOwn(row, name));
}
const isList = (value: unknown, check: Check): boolean => Array.isArray(value) && value.length <= MOST && value.every(check);

const CELL = new Map<string, Check>([['operatorId', isUuid], ['cell', isText(LONGEST_CODE)], ['amountCents', orNull(isInteger)]]);
const LINE = new Map<string, Check>([
  ['lineId', isUuid], ['operatorId', isUuid], ['categoryCode', isText(LONGEST_CODE)], ['workPackageId', orNull(isUuid)], ['position', isPosition], ['descriptions', isPlainObject],
  ['quantity', orNull(isInteger)], ['unitPriceCents', orNull(isInteger)], ['amountCents', orNull(isInteger)], ['periods', isPlainObject],
  ['comment', isText(LONGEST_COMMENT)], ['inKindBy', isText(LONGEST_IN_KIND_BY)], ['formula', isText(LONGEST_FORMULA)], ['catalogueCode', orNull(isCode)],
]);
const AMOUNTS = new Map<string, Check>([['changes', (changes) => isList(changes, (row) => isRow(row, CELL, [...CELL.keys()])) && (changes as unknown[]).length > 0]]);
const LINES = new Map<string, Check>([
  ['inserted', (rows) => isList(rows, (row) => isRow(row, LINE, ['lineId', 'operatorId', 'categoryCode', 'position']))],
  ['changed', (rows) => isList(rows, (row) => isRow(row, LINE, ['lineId']))],
  ['removed', (ids) => isList(ids, isUuid)],
]);

export const isSurelyChangeAmounts = (body: unknown): body is ChangeAmounts => isRow(body, AMOUNTS, [...AMOUNTS.keys()]);
export const isSurelyChangeLines = (body: unknown): body is ChangeLines => isRow(body, LINES, [...LINES.keys()]);
