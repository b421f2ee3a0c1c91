// as libs/exchange/model/src/x.ts
// must fail no-restricted-imports
import type { ReadRow } from '@passerelle/shared/workbook';
export type X = ReadRow;
