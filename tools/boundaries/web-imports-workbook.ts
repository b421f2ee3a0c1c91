// as libs/exchange/web/src/x.ts
// must fail no-restricted-imports
import { readWorkbook } from '@passerelle/shared/workbook';
export const x = readWorkbook;
