import { Column, type ColumnOptions } from 'typeorm';

/** An amount in cents: `bigint`, which PostgreSQL hands over as text; repositories convert it. */
export const CentsColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'bigint', ...options });

/** A rate in basis points (5000 = 50 %). */
export const RateColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'integer', ...options });

/** One text in the languages in which it exists: { fr, nl, en, de }. */
export const TextsColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'jsonb', default: {}, ...options });
