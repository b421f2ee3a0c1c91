import { Column, type ColumnOptions } from 'typeorm';
import { Impersonal } from './personal';

/** An amount in cents: `bigint`, which PostgreSQL hands over as text; repositories convert it. */
export const CentsColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'bigint', ...options });

/** A rate in basis points (5000 = 50 %). */
export const RateColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'integer', ...options });

/** One text in the languages in which it exists: { fr, nl, en, de }. */
export const TextsColumn = (options: ColumnOptions = {}): PropertyDecorator => (target, property) => {
  Impersonal('words of a programme or of a published sheet, in several languages')(target, property);
  Column({ type: 'jsonb', default: {}, ...options })(target, property);
};
