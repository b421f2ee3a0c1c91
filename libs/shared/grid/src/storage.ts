/** Storage may be forbidden in this browser, and says so by throwing. */
export function storageOf(window: Window | null): () => Storage | null {
  return () => {
    try {
      return window?.localStorage ?? null;
    } catch {
      return null;
    }
  };
}
