import { Injectable, signal, type Type } from '@angular/core';

export type PanelKind = 'explain' | 'history' | 'comments' | 'keys';

export interface PanelContent {
  readonly kind: PanelKind;
  /** The panel's heading; a function is asked again when the language changes. */
  readonly title: string | (() => string);
  readonly component: Type<unknown>;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Where the reader was: an element to focus again, or a way back of the caller's own (a grid's cell). */
export type ReturnFocus = HTMLElement | (() => void) | null;

/** The one side panel of the product. It is never modal: the screen beside it stays in use. */
@Injectable({ providedIn: 'root' })
export class SidePanelStore {
  readonly #content = signal<PanelContent | null>(null);
  readonly content = this.#content.asReadonly();
  #returnFocus: ReturnFocus = null;

  /** Where the panel covers the foot of a narrow screen, what it speaks of must not lie under it. */
  revealOrigin(): void {
    if (this.#returnFocus instanceof HTMLElement) this.#returnFocus.scrollIntoView?.({ block: 'nearest' });
  }

  open(content: PanelContent, returnFocus: ReturnFocus = null): void {
    this.#returnFocus = returnFocus;
    this.#content.set(content);
  }

  /** Closes the panel and leads the focus back to where it was opened. */
  close(): void {
    const back = this.#returnFocus;
    this.dismiss();
    if (typeof back === 'function') back();
    else if (back?.isConnected) back.focus();
  }

  /** The screen under the panel has gone: there is nothing to go back to. */
  dismiss(): void {
    this.#returnFocus = null;
    this.#content.set(null);
  }
}
