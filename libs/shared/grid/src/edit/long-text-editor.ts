import { showAboveCells } from './above-cells';
import { CellEditor, type EditorParams } from './cell-editor';

/** The editor of whole sentences: as large as they need, above the cells. Enter leaves it as everywhere; Alt+Enter begins a new line. */
export class LongTextEditor<Row> extends CellEditor<Row> {
  protected override readonly field = document.createElement('textarea');
  readonly #box = document.createElement('div');
  #cell: HTMLElement | null = null;
  #leave = (): void => undefined;

  override init(params: EditorParams<Row>): void {
    super.init(params);
    this.#cell = params.eGridCell;
    this.field.classList.add('pa-long-editor');
    this.field.rows = 4;
    this.#box.className = 'pa-cell-editor';
    this.#box.append(this.field);
  }

  override getGui(): HTMLElement {
    return this.#box;
  }

  override afterGuiAttached(): void {
    if (this.#cell) this.#leave = showAboveCells(this.field, this.#cell, false);
    super.afterGuiAttached();
  }

  override takes(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter' || !event.altKey) return false;
    const { field } = this;
    field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
    return true;
  }

  destroy(): void {
    this.#leave();
  }
}
