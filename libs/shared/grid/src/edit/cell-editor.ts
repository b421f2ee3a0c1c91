import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import type { AmountLanguage } from '@passerelle/shared/money';
import type { GridContext } from '../columns/grid-context';
import { editableText } from './read-typed';
import { typeDecimalMark, typedCharacter } from './typed-key';

export type EditorParams<Row> = ICellEditorParams<Row, unknown, GridContext<Row>> & {
  /** What an open editor begins with. */
  readonly opening: (row: Row, language: AmountLanguage) => string;
  /** Words are typed, no figure. */
  readonly words?: boolean;
};

/** What the grid's keyboard asks of an open editor. */
export interface KeyedEditor {
  /** Typing began with the first character of a new text: until the editor is left, the arrows go on to the next cell, as in a spreadsheet. */
  readonly replaces: boolean;
  /** A key that means something in the editor itself; true where it was dealt with. */
  takes(event: KeyboardEvent): boolean;
}

/** The input of a cell. It gives back the text as it was typed; reading it is the grid's business. */
export class CellEditor<Row> implements ICellEditorComp<Row>, KeyedEditor {
  protected readonly field: HTMLInputElement | HTMLTextAreaElement = document.createElement('input');
  #before = '';
  #replaces = false;
  #unclear = false;

  init(params: EditorParams<Row>): void {
    const { context, data, column, colDef, eventKey, words = false } = params;
    const state = context.state(context.rowId(data), column.getColId());
    const opening = params.opening(data, context.language());
    const onItsWay = state?.kind === 'pending' ? (state.formula ?? (state.cents === undefined ? opening : editableText(state.cents, context.language()))) : opening;
    this.#before = state && 'text' in state ? state.text : onItsWay;
    this.#unclear = state?.kind === 'unclear';
    this.#replaces = eventKey !== null && (eventKey.length === 1 || eventKey === 'Backspace');
    const { field } = this;
    if (field instanceof HTMLInputElement) field.type = 'text';
    field.inputMode = words ? 'text' : 'decimal';
    field.autocomplete = 'off';
    field.spellcheck = words;
    field.className = words ? 'pa-cell-editor' : 'pa-cell-editor pa-amount-editor';
    field.setAttribute('aria-label', `${context.rowName(data)}, ${colDef.headerName ?? ''}`);
    field.value = this.#replaces ? firstOf(eventKey, context, words) : this.#before;
    if (!words && field instanceof HTMLInputElement) field.addEventListener('keydown', (event) => typeDecimalMark(field, event, context.language()));
  }

  getGui(): HTMLElement {
    return this.field;
  }

  afterGuiAttached(): void {
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  getValue(): string {
    return this.field.value;
  }

  /** Opened and left as it was: no edit. */
  isCancelAfterEnd(): boolean {
    return this.field.value === this.#before && !this.#unclear;
  }

  get replaces(): boolean {
    return this.#replaces;
  }

  takes(_event: KeyboardEvent): boolean {
    return false;
  }
}

function firstOf<Row>(eventKey: string | null, context: GridContext<Row>, words: boolean): string {
  if (eventKey === null || eventKey.length !== 1) return '';
  const last = context.lastKey();
  return last?.key === eventKey && !words ? typedCharacter(last, context.language()) : eventKey;
}
