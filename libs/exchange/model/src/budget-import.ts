import { LANGUAGES, textIn as named, type Language, type Refusal } from '@passerelle/shared/kernel';
import type { Cents, Quantity } from '@passerelle/shared/money';
import { amountOf, fieldsOf, valueOf, type AmountChange, type BudgetInFull, type ChangeLines, type FieldValue, type LineFields, type LineWithRevisions } from '@passerelle/budget/model';
import { categoryLabel, workPackageLabel } from './budget-table';
import type { ImportCounts, ImportedDifference, ImportedField, ImportFinding } from './import-budget.contract';

/** Lists of a preview are cut here; counts are whole. */
export const LISTED_AT_MOST = 2_000;

/** What a file would change: the acts that would do it, and what a reader is shown of them. */
export interface BudgetImport {
  readonly lines: ChangeLines;
  readonly agreed: AmountChange[];
  readonly differences: ImportedDifference[];
  readonly errors: ImportFinding[];
  readonly counts: ImportCounts;
}

const QUANTITY_FIELDS = ['quantity'];
/** Whether a line's amount may follow from a field. */
const makesAmount = (field: string): boolean => ['amountCents', 'quantity', 'unitPriceCents'].includes(field) || field.startsWith('period.');
const isCents = (field: string): boolean => field.endsWith('Cents') || field.startsWith('period.');

/** Collects what a file changes, line by line, and judges it by the budget's own rules. `at` says where a field of the line stands in the file. */
export class ImportCollector {
  readonly lines: ChangeLines = { inserted: [], changed: [], removed: [] };
  readonly agreed: AmountChange[] = [];
  readonly #places: { readonly inserted: Place[]; readonly changed: Place[]; readonly removed: Place[] } = { inserted: [], changed: [], removed: [] };
  readonly #differences: ImportedDifference[] = [];
  readonly #errors: ImportFinding[] = [];
  readonly #counts = { added: 0, changed: 0, removed: 0, agreed: 0, cells: 0, unchanged: 0, leftOut: 0, errors: 0 };
  readonly #operators: ReadonlyMap<string, { readonly name: string }>;
  #position: number;

  constructor(
    readonly budget: BudgetInFull,
    private readonly language: Language,
    private readonly mayChange: (operatorId: string) => boolean = () => true,
  ) {
    this.#operators = new Map([...budget.operators, ...budget.unfunded].map((operator) => [operator.operatorId, operator]));
    this.#position = budget.lines.reduce((last, { position }) => Math.max(last, position), 0);
  }

  error(code: string, params: Refusal['params'], at: string, row: number | null = null): void {
    this.#counts.errors += 1;
    if (this.#errors.length < LISTED_AT_MOST) this.#errors.push({ code, params: { ...params }, at, row });
  }

  leaveOut(): void {
    this.#counts.leftOut += 1;
  }

  same(): void {
    this.#counts.unchanged += 1;
  }

  /** Whose lines this person may not change are left alone; that something was changed there is an error. */
  #isForeign(operatorId: string, place: Place, field?: string): boolean {
    if (this.mayChange(operatorId)) return false;
    this.error('budget.may-not-change', { operator: this.#name(operatorId) }, place.at(field), place.row);
    return true;
  }

  add(line: { readonly lineId: string; readonly operatorId: string; readonly categoryCode: string }, fields: ReadonlyMap<string, FieldValue>, place: Place): void {
    if (this.#isForeign(line.operatorId, place)) return;
    const sent = { ...asFields(fields), ...line, position: ++this.#position };
    this.lines.inserted.push(sent);
    this.#places.inserted.push(place);
    this.#counts.added += 1;
    const amountCents = followingAmount(fields, null).amountCents;
    const shown = [...fieldsOf(sent)].filter(([field, value]) => !['operatorId', 'position'].includes(field) && value !== null && value !== '').map(([field, value]): ImportedField => this.#field(field, null, value, false));
    const amount = fields.has('amountCents') || amountCents === null ? [] : [this.#field('amountCents', null, amountCents, false)];
    this.#differ({ kind: 'ADDED', at: place.at(), operatorName: this.#name(line.operatorId), label: this.#label({ categoryCode: line.categoryCode, descriptions: sent.descriptions ?? {} }), fields: [...amount, ...shown] });
  }

  /** `sinceOf`: whether somebody else changed a field after the file was made. */
  change(line: LineWithRevisions, fields: ReadonlyMap<string, FieldValue>, place: Place, sinceOf: (field: string) => boolean): void {
    if (fields.size === 0) return this.same();
    const movedTo = fields.get('operatorId');
    if (this.#isForeign(line.operatorId, place) || (typeof movedTo === 'string' && this.#isForeign(movedTo, place, 'operatorId'))) return;
    this.lines.changed.push({ lineId: line.lineId, ...asFields(fields) });
    this.#places.changed.push(place);
    this.#counts.changed += 1;
    this.#counts.cells += fields.size;
    const shown = [...fields].map(([field, value]) => this.#field(field, valueOf(line, field), value, sinceOf(field)));
    this.#differ({ kind: 'CHANGED', at: shown.length === 1 ? place.at(shown[0]!.field) : place.at(), operatorName: this.#name(line.operatorId), label: this.#label(line), fields: shown });
  }

  /** What somebody else changed of it after the file was made is shown, and that she did: it goes with the line. */
  remove(line: LineWithRevisions, place: Place, sinceOf: (field: string) => boolean): void {
    if (this.#isForeign(line.operatorId, place)) return;
    this.lines.removed.push(line.lineId);
    this.#places.removed.push(place);
    this.#counts.removed += 1;
    const since = Object.keys(line.fieldRevisions).filter((field) => field !== 'position' && sinceOf(field));
    const amount = this.#field('amountCents', line.amountCents, null, since.some(makesAmount));
    const others = since.filter((field) => field !== 'amountCents').map((field) => this.#field(field, valueOf(line, field), null, true));
    this.#differ({ kind: 'REMOVED', at: place.at(), operatorName: this.#name(line.operatorId), label: this.#label(line), fields: [amount, ...others] });
  }

  agree(operator: BudgetInFull['operators'][number], amountCents: number | null, at: string, changedSince: boolean): void {
    if (this.#isForeign(operator.operatorId, { at: () => at, row: null })) return;
    this.agreed.push({ operatorId: operator.operatorId, cell: 'TOTAL', amountCents });
    this.#counts.agreed += 1;
    this.#counts.cells += 1;
    this.#differ({ kind: 'AGREED', at, operatorName: operator.name, label: '', fields: [this.#field('agreedTotalCents', operator.agreedTotalCents, amountCents, changedSince)] });
  }

  /** What was found, once the budget's own act has judged it too: each of its refusals at its cell. */
  async finish(judge: Judge): Promise<BudgetImport> {
    for (const { code, params, pointer } of await judge(this.lines)) {
      const [, list = '', index = '', field = ''] = /^\/(inserted|changed|removed)\/(\d+)\/?(.*)$/.exec(pointer) ?? [];
      const place = this.#places[list as keyof ChangeLines]?.[Number(index)];
      this.error(code, params, place?.at(field.replace('periods/', 'period.').replace('/', '.')) ?? '', place?.row ?? null);
    }
    return { lines: this.lines, agreed: this.agreed, differences: this.#differences, errors: this.#errors, counts: { ...this.#counts } };
  }

  #differ(difference: ImportedDifference): void {
    if (this.#differences.length < LISTED_AT_MOST) this.#differences.push(difference);
  }

  #name(operatorId: string): string {
    return this.#operators.get(operatorId)?.name ?? '';
  }

  #label(line: { readonly descriptions: LineWithRevisions['descriptions']; readonly categoryCode: string }): string {
    const category = this.budget.categories.find(({ code }) => code === line.categoryCode);
    return [category ? categoryLabel(category, this.language) : line.categoryCode, named(line.descriptions, this.language)].filter(Boolean).join(' · ');
  }

  #field(field: string, before: FieldValue, after: FieldValue, changedSince: boolean): ImportedField {
    const shown = (value: FieldValue): FieldValue => this.#words(field, value);
    return { field, unit: isCents(field) ? 'CENTS' : QUANTITY_FIELDS.includes(field) ? 'QUANTITY' : 'TEXT', before: shown(before), after: shown(after), changedSince };
  }

  #words(field: string, value: FieldValue): FieldValue {
    if (value === null) return null;
    const { categories, workPackages } = this.budget;
    const category = field === 'categoryCode' ? categories.find(({ code }) => code === value) : undefined;
    if (category) return categoryLabel(category, this.language);
    const workPackage = field === 'workPackageId' ? workPackages.find(({ workPackageId }) => workPackageId === value) : undefined;
    if (workPackage) return workPackageLabel(workPackage, this.language);
    return field === 'operatorId' ? this.#name(String(value)) : value;
  }
}

/** Every reason of the budget against these lines, at their pointers; none when they may be saved. */
export type Judge = (lines: ChangeLines) => Promise<readonly Refusal[]> | readonly Refusal[];

/** The quantity and unit price of a line with these fields in it, and the amount that follows from them or from the half-years where none is entered. */
export function followingAmount(fields: ReadonlyMap<string, FieldValue>, line: LineWithRevisions | null): { quantity: Quantity | null; unitPriceCents: Cents | null; amountCents: Cents | null } {
  const now = (field: string, before: FieldValue): FieldValue => (fields.has(field) ? (fields.get(field) ?? null) : before);
  const quantity = now('quantity', line?.quantity ?? null) as Quantity | null;
  const unitPriceCents = now('unitPriceCents', line?.unitPriceCents ?? null) as Cents | null;
  const numbers = [...new Set([...fields.keys()].filter((field) => field.startsWith('period.')).concat((line?.periodCents ?? []).map((_, index) => `period.${index + 1}`)))];
  const periodCents = numbers.map((field) => now(field, line?.periodCents[Number(field.slice('period.'.length)) - 1] ?? null) as Cents | null);
  const tooLarge = quantity !== null && unitPriceCents !== null && BigInt(quantity) * BigInt(unitPriceCents) > BigInt(Number.MAX_SAFE_INTEGER) * 10_000n;
  return { quantity, unitPriceCents, amountCents: tooLarge ? null : amountOf({ quantity, unitPriceCents, amountEntered: false, amountCents: null, periodCents }).amountCents };
}

/** Where a line stands in a file: the address of a field's cell, or of the row. */
export interface Place {
  at(field?: string): string;
  readonly row: number | null;
}

/** Fields as the act takes them. */
function asFields(fields: ReadonlyMap<string, FieldValue>): LineFields {
  const sent: Record<string, unknown> = {};
  const descriptions: Record<string, string> = {};
  const periods: Record<string, Cents | null> = {};
  for (const [field, value] of fields) {
    if (field.startsWith('descriptions.')) descriptions[field.slice('descriptions.'.length)] = String(value ?? '');
    else if (field.startsWith('period.')) periods[field.slice('period.'.length)] = value as Cents | null;
    else sent[field] = value;
  }
  return { ...sent, ...(LANGUAGES.some((language) => language in descriptions) ? { descriptions } : {}), ...(Object.keys(periods).length > 0 ? { periods } : {}) };
}
