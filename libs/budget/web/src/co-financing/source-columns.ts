import { FUNDING_KINDS, LETTER_STATUSES, LONGEST_SOURCE_NAME } from '@passerelle/budget/model';
import { amountColumn, choiceColumn, figureWidth, longTextColumn, textColumn, type GridColumn, type GroupKey } from '@passerelle/shared/grid';
import type { Language } from '@passerelle/shared/kernel';
import type { Cents } from '@passerelle/shared/money';
import { writeDate } from '@passerelle/shared/texts';
import type { Say } from '@passerelle/shared/web-kit';
import type { SourceRow } from './source-requests';

export interface SourceWords {
  readonly say: Say['say'];
  readonly language: Language;
  readonly rows: readonly SourceRow[];
  readonly mayEdit: (row: SourceRow) => boolean;
  readonly lockedReason: (row: SourceRow) => string;
}

/** The grid of sources: who pays, what kind of money it is, how much, and how far the letter has come that promises it. Columns are called as the fields are. */
export function sourceColumns({ say, language, rows, mayEdit, lockedReason }: SourceWords): GridColumn<SourceRow>[] {
  const typed = { editable: mayEdit, lockedReason };
  const choices = <T extends string>(values: readonly T[], key: string) => values.map((value) => ({ value, label: say(`${key}.${value}`) }));
  return [
    longTextColumn<SourceRow>({ id: 'name', head: say('coFinancing.name'), text: ({ name }) => name, longest: LONGEST_SOURCE_NAME, width: 280, sticky: true, ...typed }),
    choiceColumn<SourceRow>({ id: 'kind', head: say('coFinancing.kind'), choices: choices(FUNDING_KINDS, 'coFinancing.kind'), value: ({ kind }) => kind, width: 150, ...typed }),
    amountColumn<SourceRow>({ id: 'amountCents', head: say('coFinancing.amount'), cents: ({ amountCents }) => amountCents, width: figureWidth(rows.map(({ amountCents }) => amountCents), language), ...typed }),
    textColumn<SourceRow>({ id: 'letterReference', head: say('coFinancing.letterReference'), text: ({ letterReference }) => letterReference, width: 170, ...typed }),
    textColumn<SourceRow>({ id: 'letterDate', head: say('coFinancing.letterDate'), text: ({ letterDate }) => (letterDate ? writeDate(letterDate, language) : ''), width: 120, ...typed }),
    choiceColumn<SourceRow>({ id: 'letterStatus', head: say('coFinancing.letterStatus'), choices: choices(LETTER_STATUSES, 'coFinancing.letterStatus'), value: ({ letterStatus }) => letterStatus, width: 120, ...typed }),
  ];
}

/** Sources of one operator stand together, in the order of the operators; where they are too much, the head says by how much. */
export const byOperator = (say: Say['say'], operators: readonly { readonly operatorId: string; readonly name: string; readonly differenceCents: Cents }[]): GroupKey<SourceRow> => ({
  id: 'operator',
  head: say('term.operator'),
  of: ({ operatorId }) => operatorId,
  label: (operatorId) => {
    const operator = operators.find((one) => one.operatorId === operatorId);
    if (!operator || operator.differenceCents === 0) return operator?.name ?? '';
    return say('coFinancing.groupBeyond', { operator: operator.name, amountCents: -operator.differenceCents });
  },
  order: operators.map(({ operatorId }) => operatorId),
});
