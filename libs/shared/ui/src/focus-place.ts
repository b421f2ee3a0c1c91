import { DOCUMENT, Injectable, inject } from '@angular/core';

/** Where the reader is on the screen. What takes the focus for a while gives it back there, though what had it may have been drawn anew meanwhile. */
@Injectable({ providedIn: 'root' })
export class FocusPlace {
  readonly #document = inject(DOCUMENT);
  readonly #areas = new Map<Element, () => void>();

  /** An area that draws its parts anew, and gives the focus back to the one that had it last. Out: what ends this. */
  area(element: Element, giveBack: () => void): () => void {
    this.#areas.set(element, giveBack);
    return () => this.#areas.delete(element);
  }

  /** The way back to what has the focus now; to the one area of the screen where nothing has it, as after the end of an editor. */
  wayBack(): () => void {
    const focused = this.#document.activeElement;
    const found = [...this.#areas].find(([element]) => element.contains(focused));
    if (found) return found[1];
    if (focused instanceof HTMLElement && focused !== this.#document.body) return () => focused.isConnected && focused.focus();
    return () => [...this.#areas.values()][0]?.();
  }
}
