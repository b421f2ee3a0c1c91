import type { Choice, Choices } from '../columns/choices';
import { showAboveCells } from './above-cells';
import { CellEditor, type EditorParams } from './cell-editor';

type Params<Row> = EditorParams<Row> & { readonly choices: Choices; readonly none?: string };

let counter = 0;
/** As many entries as are drawn: a longer list is filtered first. */
const DRAWN = 100;

/**
 * A text field over a closed list. Typing filters the list, up and down go through it, Enter, Tab or a click take what is marked. A text that names no
 * entry is given back as it was typed.
 */
export class ChoiceEditor<Row> extends CellEditor<Row> {
  readonly #box = document.createElement('div');
  readonly #list = document.createElement('ul');
  readonly #id = `pa-choices-${++counter}`;
  #params!: Params<Row>;
  #found: readonly (Choice | null)[] = [];
  /** The marked entry; -1 where the text itself stands. */
  #at = -1;
  #leave = (): void => undefined;

  override init(params: Params<Row>): void {
    super.init(params);
    this.#params = params;
    const { field } = this;
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-expanded', 'true');
    field.setAttribute('aria-controls', this.#id);
    field.spellcheck = false;
    field.addEventListener('input', () => this.#filter());
    this.#list.id = this.#id;
    this.#list.className = 'pa-choices';
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', params.colDef.headerName ?? '');
    // The field keeps the focus.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => this.#clicked(event));
    this.#box.className = 'pa-cell-editor';
    this.#box.append(field, this.#list);
    this.#show(this.replaces && field.value !== '' ? this.#matching() : this.#all());
    if (!this.replaces) this.#mark(this.#found.findIndex((choice) => choice !== null && params.choices.labelOf(choice.value) === field.value));
    else this.#mark(this.#found.length > 0 ? 0 : -1);
  }

  override getGui(): HTMLElement {
    return this.#box;
  }

  override afterGuiAttached(): void {
    this.#leave = showAboveCells(this.#list, this.#params.eGridCell, true);
    super.afterGuiAttached();
    if (!this.replaces) this.field.select();
    this.#mark(this.#at);
  }

  override takes(event: KeyboardEvent): boolean {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const { length } = this.#found;
      if (length > 0) this.#mark(this.#at === -1 && step < 0 ? length - 1 : (this.#at + step + length) % length);
      return true;
    }
    if (event.key === 'Enter' || event.key === 'Tab') this.#take();
    return false;
  }

  destroy(): void {
    this.#leave();
  }

  #all(): readonly (Choice | null)[] {
    const { choices, none } = this.#params;
    return none === undefined ? choices.all : [null, ...choices.all];
  }

  #matching(): readonly (Choice | null)[] {
    return this.#params.choices.matching(this.field.value);
  }

  #filter(): void {
    const isEmpty = this.field.value.trim() === '';
    this.#show(isEmpty ? this.#all() : this.#matching());
    this.#mark(!isEmpty && this.#found.length > 0 ? 0 : -1);
    this.#list.dispatchEvent(new Event('pa-grown'));
  }

  #show(found: readonly (Choice | null)[]): void {
    this.#found = found.slice(0, DRAWN);
    const { choices, none = '' } = this.#params;
    this.#list.replaceChildren(
      ...this.#found.map((choice, index) => {
        const entry = document.createElement('li');
        entry.id = `${this.#id}-${index}`;
        entry.setAttribute('role', 'option');
        entry.textContent = choice ? choices.labelOf(choice.value) : none;
        return entry;
      }),
    );
    this.#list.hidden = this.#found.length === 0;
    this.field.setAttribute('aria-expanded', String(this.#found.length > 0));
  }

  #mark(index: number): void {
    this.#at = index;
    [...this.#list.children].forEach((entry, at) => entry.setAttribute('aria-selected', String(at === index)));
    const marked = this.#list.children[index];
    if (marked) this.field.setAttribute('aria-activedescendant', marked.id);
    else this.field.removeAttribute('aria-activedescendant');
    marked?.scrollIntoView?.({ block: 'nearest' });
  }

  #take(): void {
    const choice = this.#found[this.#at];
    if (choice === undefined) return;
    this.field.value = choice ? this.#params.choices.labelOf(choice.value) : '';
  }

  #clicked({ target }: MouseEvent): void {
    const index = [...this.#list.children].indexOf((target as Element).closest('li')!);
    if (index === -1) return;
    this.#mark(index);
    this.#take();
    this.#params.stopEditing();
  }
}
