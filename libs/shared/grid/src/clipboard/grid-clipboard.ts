import type { Dialog } from '@angular/cdk/dialog';
import { firstValueFrom } from 'rxjs';
import type { Say } from '@passerelle/shared/web-kit';
import type { GridActs } from '../acts/grid-acts';
import type { CellAddress } from '../cell-state';
import type { GridSelection } from '../selection/grid-selection';
import type { GridSheet } from '../sheet';
import type { PastePlan } from './paste-plan';
import { PastePreviewComponent, type PasteAnswer, type PastePreviewData } from './paste-preview.component';

export interface ClipboardHost<Row> {
  readonly rowsChange: () => boolean;
  readonly rowName: (row: Row) => string;
  readonly say: Say['say'];
  readonly cancelled: () => void;
  /** One text in one cell is as good as typed: an unclear one is asked beside its cell. */
  readonly typed: (at: CellAddress, text: string) => void;
}

const ONE_NEWLINE_AT_THE_END = /(\r\n|\n|\r)$/;

/** The clipboard's events as the cells hear them. */
export class GridClipboard<Row> {
  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly selection: GridSelection<Row>,
    private readonly dialog: Dialog,
    private readonly host: ClipboardHost<Row>,
  ) {}

  listen(element: HTMLElement, acts: GridActs<Row>): void {
    element.addEventListener('paste', (event) => this.#paste(event, acts));
    element.addEventListener('copy', (event) => this.#copy(event, acts));
    element.addEventListener('cut', (event) => this.#copy(event, acts));
  }

  async preview(plan: PastePlan): Promise<PasteAnswer | null> {
    const data: PastePreviewData = {
      plan,
      canAppend: this.host.rowsChange(),
      nameOf: ({ place }) => {
        const row = this.sheet.row(place.row);
        const isNew = place.row >= this.sheet.dataRows;
        const name = row && !isNew ? this.host.rowName(row) : this.host.say('grid.paste.newRow', { n: place.row - this.sheet.dataRows + 1 });
        return `${name} – ${this.sheet.columns[place.column]?.head ?? ''}`;
      },
    };
    const reference = this.dialog.open<PasteAnswer, PastePreviewData>(PastePreviewComponent, { data, ariaLabelledBy: 'pa-paste-title', autoFocus: '#pa-paste-title' });
    const answer = (await firstValueFrom(reference.closed)) ?? null;
    if (!answer) this.host.cancelled();
    return answer;
  }

  /** Only what comes to a cell itself: an open editor copies and pastes by itself. */
  #isForCells(event: ClipboardEvent): boolean {
    const isOnCell = event.target instanceof Element && event.target.closest('.ag-cell') !== null;
    return isOnCell && this.sheet.api?.getEditingCells().length === 0 && event.clipboardData !== null;
  }

  #paste(event: ClipboardEvent, acts: GridActs<Row>): void {
    if (!this.#isForCells(event)) return;
    event.preventDefault();
    const text = event.clipboardData!.getData('text/plain');
    const one = text.replace(ONE_NEWLINE_AT_THE_END, '');
    const { active } = this.selection.current();
    const isOne = !this.selection.isBlock() && !/[\t\r\n]/.test(one);
    const address = isOne && this.sheet.isEditable(active) ? this.sheet.address(active) : null;
    if (address && text !== '') this.host.typed(address, one);
    else void acts.paste(text);
  }

  #copy(event: ClipboardEvent, acts: GridActs<Row>): void {
    if (!this.#isForCells(event)) return;
    event.preventDefault();
    event.clipboardData!.setData('text/plain', acts.copied());
    if (event.type === 'cut') acts.clear('cut');
  }
}
