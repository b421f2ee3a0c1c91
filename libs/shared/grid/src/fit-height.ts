const LEAST = 320;
/** The line below the cells, and a little room. */
const BELOW = 52;

/** As high as the window leaves room for below what stands above, so that the last row and the line below it are in sight at once. */
export function fitHeight(root: HTMLElement, window: Window): void {
  const top = root.getBoundingClientRect().top + window.scrollY;
  const height = `${Math.max(LEAST, Math.floor(window.innerHeight - top - BELOW))}px`;
  if (root.style.height !== height) root.style.height = height;
}
