import { LONGEST_COMMENT, LONGEST_DESCRIPTION, LONGEST_IN_KIND_BY, type LineView } from '@passerelle/budget/model';
import { amountColumn, choiceColumn, figureWidth, longTextColumn, quantityColumn, type CellAside, type Choice, type GridColumn, type CellNote, type GroupKey } from '@passerelle/shared/grid';
import type { Language } from '@passerelle/shared/kernel';
import { ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { isSum, toAllocateOf } from './line-rows';

export interface LineColumnsOf {
  /** A column's head by its field. */
  readonly head: (field: string) => string;
  readonly lockedReason: (line: LineView, field: string) => string;
  /** What stands, dimmed, where a line says nothing in a field: why. */
  readonly aside: (line: LineView, field: string) => CellAside | null;
  readonly follows: string;
  readonly exceeded: string;
  readonly computed: string;
  readonly toAllocate: string;
  readonly sumName: (lineId: string) => string;
  readonly operators: readonly Choice[];
  readonly categories: readonly Choice[];
  readonly workPackages: readonly Choice[];
  /** The programme's lump sums and unit costs; where there are none, no column is for them. */
  readonly items: readonly Choice[];
  readonly noItem: string;
  readonly halfYears: readonly number[];
  /** What the widest figure needs. */
  readonly width: number;
}

/** The columns of the lines: where each stands, what it is for, how much, when; and what of it is still to allocate. */
export function lineColumns(of: LineColumnsOf): GridColumn<LineView>[] {
  const { head, width } = of;
  const reason = (line: LineView, field: string) => (isSum(line) ? of.computed : of.lockedReason(line, field));
  const common = (field: string) => ({
    id: field,
    head: head(field),
    aside: (line: LineView) => (isSum(line) ? null : of.aside(line, field)),
    editable: (line: LineView) => reason(line, field) === '',
    lockedReason: (line: LineView) => reason(line, field),
  });
  const euros = (field: string) => ({ ...common(field), head: `${head(field)} (€)`, width });
  const text = (field: string, longest: number, said: (line: LineView) => string) => longTextColumn<LineView>({ ...common(field), text: said, longest, width: 170 });
  return [
    choiceColumn<LineView>({ ...common('operatorId'), choices: of.operators, value: ({ operatorId }) => operatorId, instead: (line) => (isSum(line) ? of.sumName(line.lineId) : null), width: 200, sticky: true }),
    choiceColumn<LineView>({ ...common('workPackageId'), choices: of.workPackages, value: ({ workPackageId }) => workPackageId, none: of.toAllocate, instead: (line) => (isSum(line) ? '' : null), width: 130 }),
    choiceColumn<LineView>({ ...common('categoryCode'), choices: of.categories, value: ({ categoryCode }) => categoryCode || null, width: 130 }),
    text('descriptions.fr', LONGEST_DESCRIPTION, ({ descriptions }) => descriptions.fr ?? ''),
    text('descriptions.nl', LONGEST_DESCRIPTION, ({ descriptions }) => descriptions.nl ?? ''),
    quantityColumn<LineView>({ ...common('quantity'), quantity: ({ quantity }) => quantity, width: 84 }),
    amountColumn<LineView>({ ...euros('unitPriceCents'), cents: ({ unitPriceCents }) => unitPriceCents, summed: false }),
    amountColumn<LineView>({
      ...euros('amountCents'),
      cents: ({ amountCents }) => amountCents,
      formula: ({ formula }) => formula || null,
      note: (line) => (!isSum(line) && line.amountCents !== null && !line.amountEntered && line.kind !== 'COMPUTED' && line.periodCents.length > 0 && line.quantity === null ? { text: of.follows } : null),
    }),
    text('comment', LONGEST_COMMENT, ({ comment }) => comment),
    text('inKindBy', LONGEST_IN_KIND_BY, ({ inKindBy }) => inKindBy),
    ...(of.items.length === 0 ? [] : [choiceColumn<LineView>({ ...common('catalogueCode'), choices: of.items, value: ({ catalogueCode }) => catalogueCode, none: of.noItem, instead: ({ catalogueCode }) => (catalogueCode === null ? '' : null), width: 150 })]),
    ...of.halfYears.map((number) => amountColumn<LineView>({ ...euros(`period.${number}`), cents: ({ periodCents }) => periodCents[number - 1] ?? null })),
    amountColumn<LineView>({
      id: 'to-allocate',
      head: `${of.toAllocate} (€)`,
      cents: toAllocateOf,
      lockedReason: () => of.computed,
      note: (line) => ((toAllocateOf(line) ?? ZERO_CENTS) < ZERO_CENTS ? { text: of.exceeded, tone: 'warning' } : null),
      width,
    }),
  ];
}

/** By what lines may be put together. */
export function lineGroups(of: Pick<LineColumnsOf, 'head' | 'operators' | 'categories' | 'workPackages' | 'toAllocate'> & { readonly agreed: (operatorId: string) => CellNote | null }): GroupKey<LineView>[] {
  const key = (id: string, choices: readonly Choice[], value: (line: LineView) => string | null): GroupKey<LineView> => {
    const labels = new Map(choices.map((choice) => [choice.value, choice.label]));
    return { id, head: of.head(id), of: (line) => value(line) ?? '', label: (group) => labels.get(group) ?? of.toAllocate, order: choices.map((choice) => choice.value) };
  };
  return [
    { ...key('operatorId', of.operators, ({ operatorId }) => operatorId), note: of.agreed },
    key('workPackageId', of.workPackages, ({ workPackageId }) => workPackageId),
    key('categoryCode', of.categories, ({ categoryCode }) => categoryCode),
  ];
}

/** What the widest figure of the lines needs; of thousands of lines only the smallest and the largest amount are written. */
export function widthOfLines(lines: readonly LineView[], totals: readonly LineView[], language: Language): number {
  let [least, most] = [ZERO_CENTS, ZERO_CENTS];
  const look = (cents: Cents | null): void => {
    if (cents === null) return;
    if (cents < least) least = cents;
    if (cents > most) most = cents;
  };
  for (const line of [...lines, ...totals]) {
    look(line.amountCents);
    look(line.unitPriceCents);
    look(toAllocateOf(line));
    line.periodCents.forEach(look);
  }
  return figureWidth([least, most], language);
}
