import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, ViewEncapsulation, computed, inject, type WritableSignal } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import { AS_MADE, inOrder, isHidden, withHidden, withMoved, type ColumnView } from './column-view';

export interface ColumnsDialogData {
  readonly columns: readonly { readonly id: string; readonly head: string; readonly sticky: boolean }[];
  readonly view: WritableSignal<ColumnView>;
}

/** Which columns are shown, and in which order. Everything takes effect at once, behind the dialog. */
@Component({
  selector: 'pa-columns-dialog',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  host: { class: 'pa-columns' },
  styleUrl: './columns-dialog.component.css',
  template: `
    <h2 id="pa-columns-title" tabindex="-1">{{ 'grid.columns.title' | say }}</h2>
    <p>{{ 'grid.columns.hint' | say }}</p>
    <ul>
      @for (column of columns(); track column.id; let first = $first, last = $last) {
        <li>
          <label><input type="checkbox" [checked]="!hides(column)" (change)="hide(column.id, !hides(column))" /> {{ column.head }}</label>
          <button type="button" class="quiet" [attr.aria-disabled]="first" [attr.aria-label]="'grid.columns.up' | say: { column: column.head }" (click)="move(column.id, -1)">↑</button>
          <button type="button" class="quiet" [attr.aria-disabled]="last" [attr.aria-label]="'grid.columns.down' | say: { column: column.head }" (click)="move(column.id, 1)">↓</button>
        </li>
      }
    </ul>
    <p class="pa-columns-acts">
      <button type="button" class="primary" (click)="dialog.close()">{{ 'grid.columns.close' | say }}</button>
      <button type="button" (click)="data.view.set(asMade)">{{ 'grid.columns.reset' | say }}</button>
    </p>
  `,
})
export class ColumnsDialogComponent {
  readonly data = inject<ColumnsDialogData>(DIALOG_DATA);
  readonly dialog = inject(DialogRef);
  readonly asMade = AS_MADE;
  readonly columns = computed(() => inOrder(this.data.columns, this.data.view()).filter(({ sticky }) => !sticky));

  hides(column: ColumnsDialogData['columns'][number]): boolean {
    return isHidden(column, this.data.view());
  }

  hide(id: string, hidden: boolean): void {
    this.data.view.update((view) => withHidden(view, id, hidden));
  }

  move(id: string, by: -1 | 1): void {
    this.data.view.update((view) => withMoved(view, this.data.columns, id, by));
  }
}
