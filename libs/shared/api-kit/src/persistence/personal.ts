import type { Permission } from '@passerelle/shared/kernel';

// Each of these words is a text key too (personalData.kind.CONTACT …): the register of personal data is made of them, in four languages.
export const PERSONAL_KINDS = ['IDENTITY', 'CONTACT', 'CREDENTIAL', 'FUNCTION', 'PREFERENCE', 'CONNECTION', 'BEHAVIOUR', 'CONTENT'] as const;
export const PERSONAL_PURPOSES = ['ACCOUNT', 'ACCESS', 'SECURITY', 'ACCOUNTABILITY', 'MESSAGES'] as const;
export const PERSONAL_BASES = ['PUBLIC_TASK', 'AUDIT_TRAIL', 'SECURITY_OF_PROCESSING'] as const;
export const PERSONAL_TERMS = ['ACCOUNT', 'FUNCTION', 'SESSION', 'HOUR', 'DAY', 'MAIL', 'LINK', 'FACTOR', 'RECORDS'] as const;

/** Whom a column's values are shown to: herself, or whoever has a permission. None: nobody but the application itself. */
export type PersonalReader = 'SELF' | Permission;

/** What a column holds about a person, what for, on what legal basis, and how long it is kept. */
export interface PersonalData {
  readonly kind: (typeof PERSONAL_KINDS)[number];
  readonly purpose: (typeof PERSONAL_PURPOSES)[number];
  readonly basis: (typeof PERSONAL_BASES)[number];
  readonly kept: (typeof PERSONAL_TERMS)[number];
  readonly seenBy: readonly PersonalReader[];
}

/** What was said of a column: what it holds about a person, or why it holds nothing. */
export type PersonalDeclaration = { readonly personal: PersonalData } | { readonly impersonal: string };

const declarations = new Map<unknown, Map<string, PersonalDeclaration>>();

const declare =
  (declaration: PersonalDeclaration): PropertyDecorator =>
  (target, property) => {
    const ofEntity = declarations.get(target.constructor) ?? new Map<string, PersonalDeclaration>();
    declarations.set(target.constructor, ofEntity.set(String(property), declaration));
  };

/** On a column that holds something about a person. */
export const Personal = (data: PersonalData): PropertyDecorator => declare({ personal: data });

/** On a column that could be taken for one about a person, and why it is not. */
export const Impersonal = (why: string): PropertyDecorator => declare({ impersonal: why });

/** What was said of an entity's column, by the name of its property; null where nothing was. */
export const declarationOf = (entity: unknown, property: string): PersonalDeclaration | null => declarations.get(entity)?.get(property) ?? null;

/** A column of a table, as the inventory looks at it. `type` is PostgreSQL's. */
export interface InventoryColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly refersToPerson: boolean;
  readonly declaration: PersonalDeclaration | null;
}

// In what may hold anything, anything may lie.
const HOLDS_ANYTHING = /^(jsonb?|bytea|inet|cidr|xml)$/;
const TEXT = /^(text|character varying|varchar|char|character|citext)$/;
const TELLING = /(^|_)(name|mail|email|address|phone|mobile|fax|contact|agent|account|user|login|recipient|sender|subject|body|reason|comment|note|message|birth|iban|signature|title|street|city|postcode|ip|token|secret|password|key)(_|$)/;
const NOTES_WHO = /(^|_)by_id$/;

/**
 * The columns of which somebody must say whether they are about a person, and nobody has: every column of a table about persons; elsewhere each column that
 * refers to one, may hold anything, or is a text by a telling name.
 */
export function undeclaredColumns(columns: readonly InventoryColumn[]): string[] {
  const aboutPersons = new Set(columns.filter(({ table, column, refersToPerson }) => table === 'person' || (refersToPerson && !NOTES_WHO.test(column))).map(({ table }) => table));
  const mustDeclare = ({ table, column, type, refersToPerson }: InventoryColumn): boolean =>
    aboutPersons.has(table) || refersToPerson || NOTES_WHO.test(column) || HOLDS_ANYTHING.test(type) || (TEXT.test(type) && TELLING.test(column));
  return columns.filter((column) => column.declaration === null && mustDeclare(column)).map(({ table, column }) => `${table}.${column}`);
}
