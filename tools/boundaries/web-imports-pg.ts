// as libs/budget/web/src/x.ts
// must fail no-restricted-imports
import pg from 'pg';
export const x = pg;
