import { ChangeDetectionStrategy, Component, ElementRef, ViewEncapsulation, inject, input, output } from '@angular/core';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';
import type { Summary } from './summary/summary';

/** One line below the cells, always in the same place: what was done, what is selected, and what can be done without knowing a key. */
@Component({
  selector: 'pa-grid-bar',
  imports: [AmountPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  host: { class: 'pa-grid-bar' },
  template: `
    <p class="pa-grid-notice" aria-live="polite">{{ notice() }}</p>
    @if (canUndo()) {
      <button type="button" class="pa-bar-button" (click)="undo.emit()">{{ 'grid.undo' | say }} <kbd aria-hidden="true">Ctrl+Z</kbd></button>
    }
    @if (summary(); as summary) {
      <dl class="pa-grid-sums">
        <div><dt>{{ 'grid.sum' | say }}</dt><dd>{{ summary.sum | amount: 'currency' }}</dd></div>
        <div><dt>{{ 'grid.count' | say }}</dt><dd>{{ summary.count }}</dd></div>
        <div><dt>{{ 'grid.average' | say }}</dt><dd>{{ summary.average | amount: 'currency' }}</dd></div>
      </dl>
    }
    @if (rowsChange()) {
      <button type="button" class="pa-bar-button" (click)="insertRow.emit()">{{ 'grid.insertRow' | say }} <kbd aria-hidden="true">Ctrl+⇧+</kbd></button>
      <button type="button" class="pa-bar-button" (click)="deleteRows.emit()">{{ 'grid.deleteRows' | say }} <kbd aria-hidden="true">Ctrl−</kbd></button>
    }
    <button type="button" class="pa-bar-button" data-bar="find" (click)="find.emit()">{{ 'grid.find' | say }} <kbd aria-hidden="true">Ctrl+F</kbd></button>
    <button type="button" class="pa-bar-button" (click)="columns.emit()">{{ 'grid.columns' | say }}</button>
  `,
})
export class GridBarComponent {
  readonly notice = input.required<string>();
  readonly canUndo = input.required<boolean>();
  readonly summary = input.required<Summary | null>();
  readonly rowsChange = input.required<boolean>();
  readonly undo = output();
  readonly insertRow = output();
  readonly deleteRows = output();
  readonly find = output();
  readonly columns = output();
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  focus(): void {
    this.#host.querySelector<HTMLButtonElement>('button')?.focus();
  }
}
