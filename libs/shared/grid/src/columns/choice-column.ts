import { ChoiceEditor } from '../edit/choice-editor';
import { GroupRow } from '../groups/group-row';
import { cellDefinition, type CellFace, type CellOptions } from './cell';
import { Choices, type Choice } from './choices';
import type { GridColumn } from './grid-column';

export interface ChoiceColumnOptions<Row> extends CellOptions<Row> {
  readonly choices: readonly Choice[];
  /** The choice of a row; null where there is none. */
  readonly value: (row: Row) => string | null;
  /** What stands where nothing is chosen; absent where something must be. */
  readonly none?: string;
  /** What stands in a row that is none, as the totals are; null in any other. */
  readonly instead?: (row: Row) => string | null;
  readonly chip?: CellFace<Row>['chip'];
}

/** A column with a closed list: typing filters it, Enter picks. A pasted text is taken by code or by name; any other stays, marked. */
export function choiceColumn<Row>(options: ChoiceColumnOptions<Row>): GridColumn<Row> {
  const { id, head, value, none, sticky = false, editable } = options;
  const choices = new Choices(options.choices);
  const chosen = (row: Row) => {
    const at = value(row);
    return at === null ? '' : choices.labelOf(at);
  };
  const shown = (row: Row) => options.instead?.(row) ?? (chosen(row) || (none ?? ''));
  const read = (text: string) => choices.read(text === none ? '' : text, none !== undefined);
  return {
    id,
    head,
    sticky,
    text: (row) => options.instead?.(row) ?? chosen(row),
    summed: false,
    isEditable: (row) => editable?.(row) ?? false,
    read,
    definition: {
      ...cellDefinition<Row>({ ...options, kind: 'words', shown }),
      valueGetter: ({ data }) => (data instanceof GroupRow ? data.shown : data ? shown(data) : ''),
      cellEditor: ChoiceEditor<Row>,
      cellEditorParams: { opening: chosen, words: true, choices, none },
    },
  };
}
