/** A half-year of a project, numbered from 1. ISO dates, both included. */
export interface HalfYear {
  readonly number: number;
  readonly startDate: string;
  readonly endDate: string;
}

const ISO_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * The half-years that a project's budget is spread over: calendar half-years (1 January to 30 June, 1 July to 31 December), the first and the last shortened
 * to the project's own days. In: ISO dates, or null where a date is not known. Out: none where a date is missing or the end lies before the start.
 */
export function halfYearsOf(startDate: string | null, endDate: string | null): HalfYear[] {
  if (!startDate || !endDate || !ISO_DATE.test(startDate) || !ISO_DATE.test(endDate) || endDate < startDate) return [];
  const first = placeOf(startDate);
  return Array.from({ length: placeOf(endDate) - first + 1 }, (_, index) => {
    const place = first + index;
    const year = String(Math.floor(place / 2)).padStart(4, '0');
    const [from, to] = place % 2 === 0 ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`];
    return { number: index + 1, startDate: from < startDate ? startDate : from, endDate: to > endDate ? endDate : to };
  });
}

/** What a half-year is called by, with the text `halfYear.name`: the half of its calendar year, everywhere. Its number in the project would be another half's. */
export function calendarHalfOf({ endDate }: Pick<HalfYear, 'endDate'>): { readonly half: number; readonly year: string } {
  return { half: Number(endDate.slice(5, 7)) > 6 ? 2 : 1, year: endDate.slice(0, 4) };
}

/** Half-years counted from the year 0 on. */
const placeOf = (isoDate: string): number => Number(isoDate.slice(0, 4)) * 2 + (Number(isoDate.slice(5, 7)) > 6 ? 1 : 0);
