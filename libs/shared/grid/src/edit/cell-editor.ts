import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import type { AmountLanguage } from '@passerelle/shared/money';
import type { GridContext } from '../columns/grid-context';
import { editableText } from './read-typed';
import { typeDecimalMark, typedCharacter } from './typed-key';

type Params<Row> = ICellEditorParams<Row, unknown, GridContext<Row>> & {
  /** What an open editor begins with. */
  readonly opening: (row: Row, language: AmountLanguage) => string;
  /** Words are typed, no amount. */
  readonly words?: boolean;
};

/** The input of a cell. It gives back the text as it was typed; reading it is the grid's business. */
export class CellEditor<Row> implements ICellEditorComp<Row> {
  readonly #input = document.createElement('input');
  #before = '';
  #replaces = false;
  #unclear = false;

  init(params: Params<Row>): void {
    const { context, data, column, colDef, eventKey, words = false } = params;
    const state = context.state(context.rowId(data), column.getColId());
    this.#before = state && 'text' in state ? state.text : state?.kind === 'pending' ? (state.formula ?? editableText(state.cents, context.language())) : params.opening(data, context.language());
    this.#unclear = state?.kind === 'unclear';
    this.#replaces = eventKey !== null && (eventKey.length === 1 || eventKey === 'Backspace');
    const input = this.#input;
    input.type = 'text';
    input.inputMode = words ? 'text' : 'decimal';
    input.autocomplete = 'off';
    input.spellcheck = words;
    input.className = words ? 'pa-cell-editor' : 'pa-cell-editor pa-amount-editor';
    input.setAttribute('aria-label', `${context.rowName(data)}, ${colDef.headerName ?? ''}`);
    input.value = this.#replaces ? this.#opening(eventKey, context, words) : this.#before;
    if (!words) input.addEventListener('keydown', (event) => typeDecimalMark(input, event, context.language()));
  }

  getGui(): HTMLElement {
    return this.#input;
  }

  afterGuiAttached(): void {
    this.#input.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  getValue(): string {
    return this.#input.value;
  }

  /** Opened and left as it was: no edit. */
  isCancelAfterEnd(): boolean {
    return this.#input.value === this.#before && !this.#unclear;
  }

  /** Typing began with the first character of a new text: until the editor is left by F2, the arrows go on to the next cell, as in a spreadsheet. */
  get replaces(): boolean {
    return this.#replaces;
  }

  #opening(eventKey: string | null, context: GridContext<Row>, words: boolean): string {
    if (eventKey === null || eventKey.length !== 1) return '';
    const last = context.lastKey();
    return last?.key === eventKey && !words ? typedCharacter(last, context.language()) : eventKey;
  }
}
