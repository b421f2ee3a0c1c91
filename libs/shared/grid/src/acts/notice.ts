import type { Say } from '@passerelle/shared/web-kit';
import type { ActKind } from '../edit/cell-edit';

/** What the grid has just done, or has not: said once, in the status line and to screen readers. */
export interface Notice {
  /** The text; '' where the act says everything. */
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly act?: { readonly kind: ActKind; readonly n: number };
  /** Cells that were left alone because nobody types there. */
  readonly skipped?: number;
  readonly canUndo?: boolean;
}

export function sayNotice({ key, params, act, skipped = 0 }: Notice, say: Say['say']): string {
  const done = act ? say(`grid.act.${act.kind}`, { n: act.n }) : '';
  const parts = [key ? say(key, { ...params, act: done }) : done, skipped > 0 ? say('grid.act.skipped', { n: skipped }) : ''];
  return parts.filter(Boolean).join(' ');
}
