import { computed, signal } from '@angular/core';
import type { Say } from '@passerelle/shared/web-kit';
import { sayNotice, type Notice } from './notice';

/** What has just been done, or not done. It stands until the reader herself goes on: a focus that moves along with her act is none of hers. */
export class Notices {
  readonly #notice = signal<Notice | null>(null);
  readonly text = computed(() => {
    const notice = this.#notice();
    return notice ? sayNotice(notice, this.say) : '';
  });
  readonly canUndo = computed(() => this.#notice()?.canUndo ?? false);
  /** Keys and clicks so far, and how many there were when the notice was given. */
  #inputs = 0;
  #toldAt = 0;

  constructor(private readonly say: Say['say']) {}

  tell(notice: Notice | null): void {
    this.#toldAt = this.#inputs;
    this.#notice.set(notice);
  }

  /** She has pressed a key, or a button of the mouse. */
  input(): void {
    this.#inputs += 1;
  }

  /** She stands in another cell now. */
  moved(): void {
    if (this.#inputs !== this.#toldAt) this.#notice.set(null);
  }
}
