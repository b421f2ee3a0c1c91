import type { BudgetCategoryView, LineView, LineWorkPackageView, OperatorBudgetView, PeriodView } from '@passerelle/budget/model';
import { calendarHalfOf } from '@passerelle/project/model';
import { editableQuantity, editableText, type CellNote } from '@passerelle/shared/grid';
import { textIn, type Language } from '@passerelle/shared/kernel';
import { ZERO_CENTS, subtractCents, sumCents, writeAmount, writeQuantity, type Cents, type Quantity } from '@passerelle/shared/money';
import type { Say } from '@passerelle/shared/web-kit';
import type { FieldValue } from '../_saving/drafts';
import { LINE } from './line-fields';
import { PROJECT_ROW, REST_ROW, type AgreedRest } from './line-rows';

const AMOUNTS: readonly string[] = ['unitPriceCents', 'amountCents'];

/** A line and the amounts of its half-years, in their order. */
export interface SpreadLine {
  readonly line: LineView;
  readonly cents: readonly Cents[];
}

/** As many lines as one sentence names. */
const LINES_NAMED = 3;

export interface WordsOf {
  readonly say: Say['say'];
  readonly language: () => Language;
  readonly operators: () => readonly Pick<OperatorBudgetView, 'operatorId' | 'name'>[];
  readonly categories: () => readonly BudgetCategoryView[];
  readonly workPackages: () => readonly LineWorkPackageView[];
  readonly periods: () => readonly PeriodView[];
  /** What an item of the programme's catalogue is called. */
  readonly itemName: (code: string) => string;
}

/** What lines, their fields and their values are called in the reader's language. */
export class LineWords {
  constructor(private readonly of: WordsOf) {}

  operatorName(operatorId: string): string {
    return this.of.operators().find((row) => row.operatorId === operatorId)?.name ?? '';
  }

  categoryName(code: string): string {
    const category = this.of.categories().find((one) => one.code === code);
    return category ? textIn(category.names, this.of.language()) : code;
  }

  workPackageName(workPackageId: string | null): string {
    const found = this.of.workPackages().find((one) => one.workPackageId === workPackageId);
    return found ? [found.number, textIn(found.names, this.of.language())].join(' ') : this.of.say('term.toAllocate');
  }

  /** What a sum below the lines is called; `isPart`: not all lines are shown. */
  sumName(lineId: string, isPart: boolean): string {
    if (lineId === PROJECT_ROW) return this.of.say('budget.totals');
    return this.of.say(lineId === REST_ROW ? 'budgetLines.total.rest' : isPart ? 'budgetLines.total.shown' : 'budgetLines.total');
  }

  /** What an operator's agreed total has beyond its lines, in words; null where nothing is to be said. */
  agreed(rest: AgreedRest | undefined): CellNote | null {
    if (!rest || rest.restCents === ZERO_CENTS) return null;
    const euros = (amount: Cents) => writeAmount(amount, this.of.language(), { currency: true });
    const isExceeded = rest.restCents < ZERO_CENTS;
    const text = this.of.say(isExceeded ? 'budgetLines.agreed.exceeded' : 'budgetLines.agreed.rest', { agreed: euros(rest.agreedCents), amount: euros(isExceeded ? subtractCents(ZERO_CENTS, rest.restCents) : rest.restCents) });
    return { text, ...(isExceeded && { tone: 'warning' as const }) };
  }

  /** What a line is called: its description, or where it stands. */
  lineName(line: LineView): string {
    return this.description(line) || `${this.operatorName(line.operatorId)}, ${this.categoryName(line.categoryCode)}`;
  }

  /** What became of lines that were spread: of one its half-years, equal ones together; of several what each one had. */
  spread(lines: readonly SpreadLine[]): string {
    const euros = (cents: Cents) => writeAmount(cents, this.of.language(), { currency: true });
    const [first, ...others] = lines;
    if (!first) return '';
    if (others.length === 0) {
      const times = new Map<Cents, number>();
      for (const cents of first.cents) times.set(cents, (times.get(cents) ?? 0) + 1);
      return `${this.lineName(first.line)}: ${[...times].map(([cents, n]) => (n > 1 ? `${n} × ${euros(cents)}` : euros(cents))).join(' + ')}`;
    }
    const named = lines.slice(0, LINES_NAMED).map(({ line, cents }) => `${this.lineName(line)}: ${euros(sumCents(cents))}`);
    return [...named, ...(lines.length > LINES_NAMED ? [this.of.say('grid.paste.more', { n: lines.length - LINES_NAMED })] : [])].join('; ');
  }

  /** A line's description in the reader's language, else in another one; '' where there is none. */
  description({ descriptions }: Pick<LineView, 'descriptions'>): string {
    return textIn(descriptions, this.of.language());
  }

  /** Where the reader's own words for a line go. */
  descriptionField(): string {
    return this.of.language() === 'nl' ? 'descriptions.nl' : 'descriptions.fr';
  }

  fieldName(field: string): string {
    const number = /^period\.(\d+)$/.exec(field)?.[1];
    return number ? this.halfYearName(Number(number)) : this.of.say(`budgetLines.field.${field}`);
  }

  halfYearName(number: number): string {
    const period = this.of.periods().find((one) => one.number === number);
    return period ? this.of.say('halfYear.name', calendarHalfOf(period)) : String(number);
  }

  /** A value in the reader's words; of a whole line its amount, or that it was changed. */
  written(field: string, value: FieldValue): string {
    if (value === null || value === '') return '';
    if (field === LINE && typeof value === 'string') return this.of.say('budgetLines.stale.changed');
    if (field === 'operatorId') return this.operatorName(String(value));
    if (field === 'categoryCode') return this.categoryName(String(value));
    if (field === 'workPackageId') return this.workPackageName(String(value));
    if (field === 'catalogueCode') return this.of.itemName(String(value));
    if (typeof value === 'string' || field === 'position') return String(value);
    return field === 'quantity' ? writeQuantity(value as Quantity, this.of.language()) : writeAmount(value as Cents, this.of.language(), { currency: true });
  }

  /** A value as it would have been typed. */
  typed(field: string, value: FieldValue): string {
    if (AMOUNTS.includes(field) || field.startsWith('period.')) return editableText(value as Cents | null, this.of.language());
    if (field === 'quantity') return editableQuantity(value as Quantity | null, this.of.language());
    return this.written(field, value);
  }
}
