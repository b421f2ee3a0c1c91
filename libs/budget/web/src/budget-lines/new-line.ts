import type { LineView } from '@passerelle/budget/model';

/** Room between two lines that follow each other, so that others can be put in between without moving any. */
const GAP = 1024;

/** Where a new line stands: its position, and an id that puts it there where positions leave no room. */
export interface LinePlace {
  readonly lineId: string;
  readonly position: number;
}

/**
 * The place above or below a line; behind the last one where `beside` is null or not there. Lines stand in the order of their positions, and where those are the same in the order of
 * their ids: where two positions leave no room, the id of the new line, which is made here, does.
 */
export function placeFor(lines: readonly LineView[], beside: string | null, side: 'above' | 'below', makeId: () => string): LinePlace {
  const at = lines.findIndex(({ lineId }) => lineId === beside);
  if (at === -1) return { lineId: makeId(), position: (lines.at(-1)?.position ?? 0) + GAP };
  const before = lines[side === 'below' ? at : at - 1];
  const after = lines[side === 'below' ? at + 1 : at];
  if (!after) return { lineId: makeId(), position: before!.position + GAP };
  const least = before?.position ?? -1;
  const room = after.position - least;
  if (room > 1) return { lineId: makeId(), position: least + Math.floor(room / 2) };
  const position = side === 'below' ? least : after.position;
  return { lineId: idBetween(before?.position === position ? before.lineId : '', after.position === position ? after.lineId : 'g', makeId), position };
}

/** The first digits of an id are anybody's to choose: between those of two others, where they leave room. */
function idBetween(low: string, high: string, makeId: () => string): string {
  const id = makeId();
  const digits = 8;
  const from = low === '' ? 0 : Number.parseInt(low.slice(0, digits), 16) + 1;
  const to = high === 'g' ? 0xffffffff : Number.parseInt(high.slice(0, digits), 16) - 1;
  if (from > to) return id;
  const middle = from + Math.floor((to - from) / 2);
  return middle.toString(16).padStart(digits, '0') + id.slice(digits);
}

/** The places of lines that are put behind the last one, in their order. */
export function placesBehind(lines: readonly LineView[], count: number, makeId: () => string): LinePlace[] {
  const last = lines.at(-1)?.position ?? 0;
  return Array.from({ length: count }, (_, index) => ({ lineId: makeId(), position: last + GAP * (index + 1) }));
}
