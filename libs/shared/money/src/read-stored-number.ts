import { type Cents, MAX_AMOUNT_CENTS, cents } from './cents';
import { type ReadingRefusal } from './number-text';
import { MAX_QUANTITY, type Quantity, quantity } from './quantity';

/** What a stored number says: nothing is asked, since its decimal mark is a point by definition. */
export type StoredAmountReading = { readonly kind: 'amount'; readonly cents: Cents } | { readonly kind: 'refused'; readonly reason: ReadingRefusal };
export type StoredQuantityReading = { readonly kind: 'quantity'; readonly quantity: Quantity } | { readonly kind: 'refused'; readonly reason: ReadingRefusal };

const STORED = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?$/;
const LONGEST_TEXT = 64;
// A spreadsheet shows, and lets people type, fifteen significant digits; what a double holds beyond them is its own.
const SIGNIFICANT_DIGITS = 15;
// One ten-thousandth of the smallest unit.
const RESIDUE_DIGITS = 4;
const FURTHEST_EXPONENT = 60;

/**
 * Reads an amount as a spreadsheet's file stores it (`1234.56`, `1.23456E3`, `1234.5599999999999`), on its digits and without a float.
 * In: the raw text of the file. Out: cents.
 *
 * A spreadsheet computes in binary, so 1 234,56 may be stored as `1234.5599999999999`, and 1 234,56 − 1 234,50 as `0.05999999999994543`.
 * The digits are first brought to the fifteen that a spreadsheet shows; then what lies within a ten-thousandth of a cent of a whole number of
 * cents is that number. Everything else has more than two decimals and is refused: it is neither cut nor rounded here.
 *
 * Refuses: `empty`, `not-an-amount`, `too-many-decimals`, `too-large`.
 */
export function readStoredAmount(raw: string): StoredAmountReading {
  const reading = readStored(raw, 2, MAX_AMOUNT_CENTS);
  return typeof reading === 'number' ? { kind: 'amount', cents: cents(reading) } : { kind: 'refused', reason: reading };
}

/** Reads a quantity as a spreadsheet's file stores it, by the rule of `readStoredAmount` with four decimals. Out: ten-thousandths. */
export function readStoredQuantity(raw: string): StoredQuantityReading {
  const reading = readStored(raw, 4, MAX_QUANTITY);
  return typeof reading === 'number' ? { kind: 'quantity', quantity: quantity(reading) } : { kind: 'refused', reason: reading };
}

/** Writes a quantity for a machine: `5.5`, a point, no group, only the decimals that it needs. In: ten-thousandths. */
export function writePlainQuantity(amount: Quantity): string {
  const digits = String(Math.abs(quantity(amount))).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}${fraction ? `.${fraction}` : ''}`;
}

function readStored(raw: string, decimals: number, largest: number): number | ReadingRefusal {
  const text = raw.trim();
  if (text === '') return 'empty';
  const [, sign, whole = '', fraction = '', exponentText = '0'] = (text.length <= LONGEST_TEXT && STORED.exec(text)) || [];
  if (sign === undefined || whole + fraction === '') return 'not-an-amount';
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > FURTHEST_EXPONENT) return exponent > 0 && /[1-9]/.test(whole + fraction) ? 'too-large' : nearZero(whole + fraction);
  const shown = toSignificantDigits(BigInt(whole + fraction), exponent - fraction.length);
  const units = toUnits(shown.digits, shown.exponent + decimals);
  if (units === undefined) return 'too-many-decimals';
  if (units > BigInt(largest)) return 'too-large';
  return (sign === '-' ? -1 : 1) * Number(units);
}

const nearZero = (digits: string): number | ReadingRefusal => (/[1-9]/.test(digits) ? 'too-many-decimals' : 0);

interface Scaled {
  readonly digits: bigint;
  readonly exponent: number;
}

function toSignificantDigits(digits: bigint, exponent: number): Scaled {
  const surplus = String(digits).length - SIGNIFICANT_DIGITS;
  return surplus > 0 ? { digits: halfUp(digits, 10n ** BigInt(surplus)), exponent: exponent + surplus } : { digits, exponent };
}

/** The whole units in digits × 10^exponent, where what is left over is only a residue; otherwise undefined. */
function toUnits(digits: bigint, exponent: number): bigint | undefined {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  const units = halfUp(digits, divisor);
  const residue = digits - units * divisor;
  return (residue < 0n ? -residue : residue) * 10n ** BigInt(RESIDUE_DIGITS) <= divisor ? units : undefined;
}

const halfUp = (digits: bigint, divisor: bigint): bigint => (digits + divisor / 2n) / divisor;
