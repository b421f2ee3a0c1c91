// as libs/budget/web/src/x.ts
// must fail no-restricted-imports
import { DataSource } from 'typeorm';
export const x = DataSource;
