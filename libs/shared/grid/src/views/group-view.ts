/** How somebody wants to see the rows of a grid: by which keys they are put together, and which groups are closed. */
export interface GroupView {
  readonly keys: readonly string[];
  readonly closed: readonly string[];
}

const PREFIX = 'passerelle.groups.';
/** Groups that went long ago are not kept for ever. */
const MOST_CLOSED = 1000;

/** What this person chose on this device; null where she has not, or where nothing can be read. */
export function readGroups(store: Storage | null | undefined, name: string): GroupView | null {
  try {
    const { keys, closed } = JSON.parse(store?.getItem(PREFIX + name) ?? '') as Partial<GroupView>;
    const words = (list: unknown) => (Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []);
    return { keys: words(keys), closed: words(closed) };
  } catch {
    return null; // not ours, or storage is forbidden in this browser
  }
}

export function writeGroups(store: Storage | null | undefined, name: string, { keys, closed }: GroupView): void {
  try {
    store?.setItem(PREFIX + name, JSON.stringify({ keys, closed: closed.slice(-MOST_CLOSED) }));
  } catch {
    // no room on the device: the view lasts as long as the page
  }
}
