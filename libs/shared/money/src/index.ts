export {
  type Cents,
  MAX_AMOUNT_CENTS,
  ZERO_CENTS,
  addCents,
  cents,
  isCents,
  subtractCents,
  sumCents,
} from './cents';
export { type BasisPoints, type RoundingRule, basisPoints, remainderOf, shareOf } from './share';
export { splitByWeights, splitEvenly } from './split';
export {
  MAX_QUANTITY,
  type Quantity,
  type QuantityReading,
  lineAmount,
  quantity,
  readQuantity,
  writeQuantity,
} from './quantity';
export { type AmountLanguage, type ReadingRefusal } from './number-text';
export { type AmountReading, readAmount } from './read-amount';
export { type StoredAmountReading, type StoredQuantityReading, readStoredAmount, readStoredQuantity, writePlainQuantity } from './read-stored-number';
export { writeAmount, writePlainAmount, writeRate } from './write-amount';
