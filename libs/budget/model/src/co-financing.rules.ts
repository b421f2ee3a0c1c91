import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { MAX_AMOUNT_CENTS, remainderOf, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';

/** Where co-financing comes from besides the fund and the operator itself. AUTOMATIC_PUBLIC: public money that comes without being asked for (by law or convention). */
export const FUNDING_KINDS = ['PUBLIC', 'AUTOMATIC_PUBLIC', 'PRIVATE'] as const;
export type FundingKind = (typeof FUNDING_KINDS)[number];

/** Who pays: the fund, the three kinds of source, the operator itself. In this order in every table. */
export const PAYERS = ['ERDF', ...FUNDING_KINDS, 'OWN'] as const;
export type Payer = (typeof PAYERS)[number];

export interface FundingSource {
  readonly kind: FundingKind;
  readonly name: string;
  readonly amountCents: Cents;
}

export const LONGEST_SOURCE_NAME = 200;

export interface CoFinancing {
  readonly totalCents: Cents;
  /** What each payer pays; the five add up to the total exactly. */
  readonly byPayer: Readonly<Record<Payer, Cents>>;
  readonly otherSourcesCents: Cents;
  readonly ownContributionCents: Cents;
  /**
   * What ERDF and sources lack to the budget once the operator pays what it can: nought, or negative by as much as they exceed the budget, since an own
   * contribution below nought is none.
   */
  readonly differenceCents: Cents;
}

/** An operator's co-financing, in cents: ERDF plus sources plus own contribution is the total exactly, since the own contribution takes the remainder. */
export function coFinancingOf(totalCents: Cents, erdfCents: Cents, sources: readonly Pick<FundingSource, 'kind' | 'amountCents'>[]): CoFinancing {
  const of = (kind: FundingKind): Cents => sumCents(sources.filter((source) => source.kind === kind).map(({ amountCents }) => amountCents));
  const others = { PUBLIC: of('PUBLIC'), AUTOMATIC_PUBLIC: of('AUTOMATIC_PUBLIC'), PRIVATE: of('PRIVATE') };
  const otherSourcesCents = sumCents(Object.values(others));
  const ownContributionCents = remainderOf(totalCents, erdfCents, otherSourcesCents);
  return {
    totalCents,
    byPayer: { ERDF: erdfCents, ...others, OWN: ownContributionCents },
    otherSourcesCents,
    ownContributionCents,
    differenceCents: ownContributionCents < ZERO_CENTS ? ownContributionCents : ZERO_CENTS,
  };
}

/** Every reason against an operator's sources, each at its field; none when they may be saved. Sources beyond the budget are kept in a draft and shown. */
export function refuseSources(sources: readonly { readonly kind: string; readonly name: string; readonly amountCents: number }[]): Refusal[] {
  return sources.flatMap(({ kind, name, amountCents }, index) => {
    const at = `/sources/${index}`;
    const found: Refusal[] = [];
    if (!FUNDING_KINDS.some((known) => known === kind)) found.push(refusal('co-financing.unknown-kind', { kind }, `${at}/kind`));
    if (name.trim() === '') found.push(refusal('co-financing.name-missing', {}, `${at}/name`));
    if ([...name].length > LONGEST_SOURCE_NAME) found.push(refusal('co-financing.name-too-long', { limit: LONGEST_SOURCE_NAME }, `${at}/name`));
    if (amountCents < 0) found.push(refusal('co-financing.amount-negative', { source: name }, `${at}/amountCents`));
    if (amountCents > MAX_AMOUNT_CENTS || !Number.isSafeInteger(amountCents)) found.push(refusal('co-financing.amount-too-large', { source: name, limitCents: MAX_AMOUNT_CENTS }, `${at}/amountCents`));
    return found;
  });
}

/** Who pays how much of what: the operators of a project, the projects of a programme. Every figure is the sum of its rows. */
export interface WhoPays {
  readonly totalCents: Cents;
  /** What each payer pays; with the difference, which is nought or negative, the five add up to the total. An own contribution is nought at least. */
  readonly byPayer: Readonly<Record<Payer, Cents>>;
  /** Payer → part of the total in basis points, by largest remainder: they add up to 10 000 where nothing is too much; null where the total is nought. */
  readonly shareBp: Readonly<Record<Payer, number | null>>;
  readonly differenceCents: Cents;
}

/** What one operator has too much makes nobody else's own contribution smaller: it stands in the difference alone. */
export function whoPaysHowMuch(rows: readonly Pick<CoFinancing, 'totalCents' | 'byPayer' | 'differenceCents'>[]): WhoPays {
  const paid = ({ byPayer }: Pick<CoFinancing, 'byPayer'>, payer: Payer): Cents => (payer === 'OWN' && byPayer.OWN < ZERO_CENTS ? ZERO_CENTS : byPayer[payer]);
  return whoPaysOf(sumCents(rows.map((row) => row.totalCents)), ofEach((payer) => sumCents(rows.map((row) => paid(row, payer)))), sumCents(rows.map((row) => row.differenceCents)));
}

/** The same of sums that are known: `byPayer` with an own contribution of nought at least. */
export function whoPaysOf(totalCents: Cents, byPayer: Readonly<Record<Payer, Cents>>, differenceCents: Cents): WhoPays {
  const remainder = sharesOf({ ...byPayer, OWN: sumCents([byPayer.OWN, differenceCents]) }, totalCents);
  const beyondBp = partBp(differenceCents, totalCents) ?? 0;
  return { totalCents, byPayer, shareBp: { ...remainder, OWN: remainder.OWN === null || differenceCents === ZERO_CENTS ? remainder.OWN : Math.max(0, remainder.OWN - beyondBp) }, differenceCents };
}

function ofEach<T>(value: (payer: Payer) => T): Record<Payer, T> {
  return { ERDF: value('ERDF'), PUBLIC: value('PUBLIC'), AUTOMATIC_PUBLIC: value('AUTOMATIC_PUBLIC'), PRIVATE: value('PRIVATE'), OWN: value('OWN') };
}

const WHOLE_BP = 10_000n;

/**
 * What each payer pays as parts of the total in basis points that add up to 10 000: cut downwards, and what is left goes one each to the largest parts cut off, ties
 * to the first in order. null where the total is nought or below. An own contribution below nought has a part below nought.
 */
export function sharesOf(byPayer: Readonly<Record<Payer, Cents>>, totalCents: Cents): Record<Payer, number | null> {
  const whole = BigInt(totalCents);
  if (whole <= 0n) return { ERDF: null, PUBLIC: null, AUTOMATIC_PUBLIC: null, PRIVATE: null, OWN: null };
  const parts = PAYERS.map((payer, place) => {
    const share = BigInt(byPayer[payer]) * WHOLE_BP;
    const lost = ((share % whole) + whole) % whole;
    return { payer, place, lost, cut: (share - lost) / whole };
  });
  const left = Number(WHOLE_BP - parts.reduce((sum, { cut }) => sum + cut, 0n));
  const takers = new Set([...parts].sort((a, b) => (a.lost === b.lost ? a.place - b.place : a.lost > b.lost ? -1 : 1)).slice(0, left).map(({ place }) => place));
  return Object.fromEntries(parts.map(({ payer, place, cut }) => [payer, Number(cut) + (takers.has(place) ? 1 : 0)])) as Record<Payer, number>;
}

/** A part of a whole in basis points, cut towards nought; null where the whole is nought. */
export const partBp = (part: Cents, whole: Cents): number | null => (whole === ZERO_CENTS ? null : Number((BigInt(part) * 10_000n) / BigInt(whole)));
