import type { PresentPerson } from '@passerelle/budget/model';

/** A screen that has a budget open, in whichever process its stream ends. */
export interface Screen {
  readonly stream: string;
  readonly projectId: string;
  readonly personId: string;
  /** '' until it was looked up; nobody is shown without a name. */
  readonly name: string;
  readonly operatorId: string | null;
  readonly cell: string | null;
  readonly since: string;
  /** When its process was last heard of it (milliseconds). */
  readonly heardAt: number;
  readonly movedAt: number;
}

/** Who else is in a project's budget: each person once, where she was last, longest present first. */
export function presentIn(screens: Iterable<Screen>, projectId: string, exceptPersonId: string): PresentPerson[] {
  const latest = new Map<string, Screen>();
  for (const screen of screens) {
    if (screen.projectId !== projectId || screen.personId === exceptPersonId || !screen.name) continue;
    const known = latest.get(screen.personId);
    if (!known) latest.set(screen.personId, screen);
    else latest.set(screen.personId, { ...(known.movedAt >= screen.movedAt ? known : screen), since: known.since < screen.since ? known.since : screen.since });
  }
  return [...latest.values()]
    .sort((a, b) => (a.since === b.since ? a.personId.localeCompare(b.personId) : a.since < b.since ? -1 : 1))
    .map(({ personId, name, operatorId, cell, since }) => ({ personId, name, operatorId, cell, since }));
}
