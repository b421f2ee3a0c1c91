// as libs/exchange/model/src/x.ts
// must fail no-restricted-imports
import { readFileSync } from 'node:fs';
export const x = readFileSync;
