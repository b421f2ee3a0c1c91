import type { Language } from '@passerelle/shared/kernel';

export type MomentPart = 'both' | 'day' | 'time' | 'minutes' | 'clock';

const two = (n: number): string => String(n).padStart(2, '0');

/** A moment (ISO timestamp) by the reader's own clock: 01/10/2017 14:03:22. Other text comes back as it is. */
export function writeMoment(isoTimestamp: string, language: Language, part: MomentPart = 'both'): string {
  const moment = new Date(isoTimestamp);
  if (Number.isNaN(moment.getTime())) return isoTimestamp;
  const mark = language === 'de' ? '.' : '/';
  const day = [two(moment.getDate()), two(moment.getMonth() + 1), String(moment.getFullYear()).padStart(4, '0')].join(mark);
  const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
  const time = `${clock}:${two(moment.getSeconds())}`;
  return { both: `${day} ${time}`, day, time, minutes: `${day} ${clock}`, clock }[part];
}
