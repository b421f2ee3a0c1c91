import { Injectable, signal } from '@angular/core';

/** Whether a cell is being typed in, whose text would be taken half typed if it lost the focus: a dialog that nobody asked for waits until it is left. */
@Injectable({ providedIn: 'root' })
export class OpenEditor {
  readonly isOpen = signal(false);
}
