import type { Transaction } from './unit-of-work';
import { declarationOf, type InventoryColumn } from './personal';

// By number, or as whoever tried to sign in was named.
const REFERS = /(^|_)(person|actor)_id$|^account$/;
const typeOf = (type: unknown): string => (type === String ? 'text' : type === Date ? 'timestamptz' : type === Number ? 'integer' : type === Boolean ? 'boolean' : String(type));

/** Every column of every table that the application has, with what was said of it. */
export function inventoryOf(tx: Pick<Transaction, 'connection'>): InventoryColumn[] {
  return tx.connection.entityMetadatas
    .flatMap(({ tableName, target, columns, foreignKeys }) =>
      columns.map(({ databaseName, propertyName, type }) => ({
        table: tableName,
        column: databaseName,
        type: typeOf(type),
        refersToPerson: REFERS.test(databaseName) || foreignKeys.some((key) => key.referencedTablePath.replace(/^.*\./, '') === 'person' && key.columnNames.includes(databaseName)),
        declaration: declarationOf(target, propertyName),
      })),
    )
    .sort((a, b) => a.table.localeCompare(b.table));
}
