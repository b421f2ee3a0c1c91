import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { FreeTable, ImportChoice, ImportQuestion, TableMapping } from '@passerelle/exchange/model';
import { cents, quantity, writeAmount, writeQuantity } from '@passerelle/shared/money';
import { LanguageStore, Say, SayPipe } from '@passerelle/shared/web-kit';

const FIELDS = ['operator', 'category', 'workPackage', 'description', 'quantity', 'unitPrice', 'amount', 'comment', 'inKindBy'] as const;
/** As the contract has it: rows whose value says so are left out. */
const LEFT_OUT = 'LEFT_OUT';
/** To allocate is an empty value; a choice not made yet must look different. */
const UNDECIDED = '-';

/** What a free table holds: its columns, what its words mean in the project, and what reads in two ways. Every correction is compared at once. */
@Component({
  selector: 'pa-table-mapping',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './table-mapping.component.html',
  styleUrl: './table-mapping.component.css',
})
export class TableMappingComponent {
  readonly #language = inject(LanguageStore).language;
  readonly #say = inject(Say);
  readonly table = input.required<FreeTable>();
  readonly changed = output<Partial<TableMapping>>();
  readonly UNDECIDED = UNDECIDED;
  readonly LEFT_OUT = LEFT_OUT;

  readonly fields = computed((): ImportChoice[] => [
    { value: '', label: this.#say.say('workbook.mapping.field.none') },
    ...FIELDS.map((field) => ({ value: field, label: this.#say.say(`workbook.mapping.field.${field}`) })),
    ...this.table().periodChoices.map(({ value, label }) => ({ value, label: this.#say.say('workbook.mapping.field.period', { label }) })),
  ]);
  /** The values of each kind of word with what they mean, and what rows without a word mean. */
  readonly groups = computed(() => {
    const { mapping, ...table } = this.table();
    const group = (of: 'operators' | 'categories' | 'workPackages', choices: ImportChoice[], rest: 'operatorId' | 'categoryCode' | 'workPackageId', kind: string) => ({
      of, rest, kind, choices, otherwise: mapping[rest] ?? (of === 'workPackages' ? '' : UNDECIDED), values: table[of].map((value) => ({ ...value, meant: mapping[of][value.text] ?? UNDECIDED })),
    });
    return [group('operators', table.operatorChoices, 'operatorId', 'operator'), group('categories', table.categoryChoices, 'categoryCode', 'category'), group('workPackages', table.workPackageChoices, 'workPackageId', 'workPackage')];
  });
  readonly questions = computed(() => this.table().questions.map((question) => ({ ...question, shown: question.readings.map((reading) => ({ reading, text: this.#written(question, reading) })) })));

  fieldOf(column: number): string {
    return this.table().mapping.columns[column] ?? '';
  }

  /** A field is in one column: chosen for another, it leaves the first. */
  setField(column: number, event: Event): void {
    const field = valueOf(event);
    const others = Object.entries(this.table().mapping.columns).filter(([at, of]) => Number(at) !== column && of !== field);
    this.changed.emit({ columns: Object.fromEntries(field ? [...others, [column, field]] : others) });
  }

  setHeadRow(event: Event): void {
    const headRow = Number(valueOf(event));
    if (Number.isInteger(headRow) && headRow >= 0) this.changed.emit({ headRow });
  }

  setSheet(event: Event): void {
    // Its columns are guessed anew.
    this.changed.emit({ sheet: valueOf(event), columns: {} });
  }

  setMeaning(of: 'operators' | 'categories' | 'workPackages', text: string, event: Event): void {
    const { [text]: _, ...others } = this.table().mapping[of];
    const meant = valueOf(event);
    this.changed.emit({ [of]: meant === UNDECIDED ? others : { ...others, [text]: meant } });
  }

  setOtherwise(rest: 'operatorId' | 'categoryCode' | 'workPackageId', event: Event): void {
    const value = valueOf(event);
    this.changed.emit({ [rest]: value === UNDECIDED || value === '' ? null : value });
  }

  answer(question: ImportQuestion, reading: number): void {
    this.changed.emit({ answers: { ...this.table().mapping.answers, [question.at]: reading } });
  }

  /** The grouped reading is the first one of each. */
  answerAll(which: 0 | 1): void {
    const answers = Object.fromEntries(this.table().questions.map(({ at, readings }) => [at, readings[which]!]));
    this.changed.emit({ answers: { ...this.table().mapping.answers, ...answers } });
  }

  #written({ unit }: ImportQuestion, reading: number): string {
    return unit === 'CENTS' ? writeAmount(cents(reading), this.#language(), { currency: true }) : writeQuantity(quantity(reading), this.#language());
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
