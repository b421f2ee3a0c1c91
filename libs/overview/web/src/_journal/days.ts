const DAY = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A day of the address, or '' for what is none. */
export const dayOf = (text: string | undefined): string => (text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : '');

/** Midnight of the reader's own clock, `later` days after; the screens show moments by that clock, so the days chosen are hers as well. */
const midnight = (day: string, later = 0): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + later).toISOString();
};

/** From the beginning of the one day to the end of the other, as moments; what is '' has no bound. */
export const momentsOf = (from: string, to: string): { from: string | null; to: string | null } => ({ from: from ? midnight(from) : null, to: to ? midnight(to, 1) : null });
