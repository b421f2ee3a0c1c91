import { basisPoints, shareOf, type BasisPoints, type Cents, type RoundingRule } from '@passerelle/shared/money';
import type { RowOperator } from './operators';
import type { SheetProgramme } from './sheet';
import type { SheetReport } from './sheet-findings';

interface FundedRow extends RowOperator {
  readonly totalCents: Cents;
  readonly erdfCents: Cents;
}

// Rates are published in whole or half per cents; a finer one would fit nearly any small amount by chance.
const RATE_STEP = 50;

/**
 * Finds the rate that the rows follow, and reports the rows that follow another one or none. The ERDF of a row is its total × rate, brought to the
 * cent by the programme's rule. The rate is the one that most rows follow; a rate of the programme goes before others, the likeliest first. Rows
 * without a budget follow every rate; rows that are impossible anyway (negative, ERDF above the total) are left to their own errors. Out: the rate in basis points, or null.
 */
export function findErdfRate(rows: readonly RowOperator[], { rates, roundingRule }: SheetProgramme, report: SheetReport): BasisPoints | null {
  const funded = rows.filter((row): row is FundedRow => row.totalCents !== null && row.erdfCents !== null && row.erdfCents >= 0 && row.erdfCents <= row.totalCents);
  const telling = funded.filter(({ totalCents }) => totalCents > 0);
  const unknown = [...new Set(telling.flatMap((row) => impliedRate(row, roundingRule) ?? []))];
  const rate = mostFollowed([...rates, ...unknown], telling, roundingRule);
  if (rate !== null && !rates.includes(rate)) report.find('sheet.rate-unknown', telling.find((row) => follows(row, rate, roundingRule))!.columnsLine, { rateBp: rate });
  const usual = rate ?? rates[0];
  if (usual === undefined) return null;
  for (const row of telling) {
    if (follows(row, usual, roundingRule)) continue;
    const { name, columnsLine, erdfCents } = row;
    const expectedCents = shareOf(row.totalCents, usual, roundingRule);
    const other = rates.find((candidate) => follows(row, candidate, roundingRule)) ?? impliedRate(row, roundingRule);
    if (other !== null) report.find('sheet.row-other-rate', columnsLine, { name, rateBp: other, usualRateBp: usual, erdfCents, expectedCents });
    else report.find('sheet.row-without-rate', columnsLine, { name, rateBp: usual, erdfCents, expectedCents });
  }
  return rate;
}

const follows = (row: FundedRow, rate: BasisPoints, rule: RoundingRule): boolean => shareOf(row.totalCents, rate, rule) === row.erdfCents;

function mostFollowed(candidates: readonly BasisPoints[], rows: readonly FundedRow[], rule: RoundingRule): BasisPoints | null {
  let best: { rate: BasisPoints; count: number } | null = null;
  for (const rate of candidates) {
    const count = rows.filter((row) => follows(row, rate, rule)).length;
    if (count > (best?.count ?? 0)) best = { rate, count };
  }
  return best?.rate ?? null;
}

/** The whole or half per cent above 0 that gives exactly the row's ERDF, if there is one. */
function impliedRate(row: FundedRow, rule: RoundingRule): BasisPoints | null {
  const nearest = Number((BigInt(row.erdfCents) * 10_000n) / BigInt(row.totalCents));
  const below = nearest - (nearest % RATE_STEP);
  const rate = [below, below + RATE_STEP].map(basisPoints).find((candidate) => candidate > 0 && follows(row, candidate, rule));
  return rate ?? null;
}
