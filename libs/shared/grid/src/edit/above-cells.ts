/**
 * Shows an element that belongs to a cell above all cells, where none of them cuts it off: at the cell's place, below it where `under` says so and there is
 * room, and along with it when the grid scrolls. Gives back what ends that.
 */
export function showAboveCells(element: HTMLElement, anchor: HTMLElement, under: boolean): () => void {
  element.popover = 'manual';
  // Not every browser has the top layer: without it the element stands where it was put.
  element.showPopover?.();
  const place = () => {
    const cell = anchor.getBoundingClientRect();
    element.style.left = `${cell.left}px`;
    element.style.minWidth = `${cell.width}px`;
    const height = element.getBoundingClientRect().height;
    const top = under ? cell.bottom : cell.top;
    const fits = top + height <= innerHeight;
    element.style.top = `${fits ? top : Math.max(0, (under ? cell.top : cell.bottom) - height)}px`;
  };
  place();
  const stop = new AbortController();
  addEventListener('scroll', place, { capture: true, signal: stop.signal });
  addEventListener('resize', place, { signal: stop.signal });
  element.addEventListener('pa-grown', place, { signal: stop.signal });
  return () => stop.abort();
}
