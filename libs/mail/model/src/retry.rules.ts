/** Minutes until the next attempt after the first, second, … one has failed: a server that restarts is soon back, one that is down is not pressed. */
const WAITS_MINUTES = [1, 5, 30, 120, 720];

/** How long to wait after so many attempts; null: it is given up. */
export const minutesToWait = (attempts: number): number | null => WAITS_MINUTES[attempts - 1] ?? null;
