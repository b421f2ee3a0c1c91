// as libs/exchange/api/src/x.ts
// must fail no-restricted-imports
import { fromBufferPromise } from 'yauzl';
export const x = fromBufferPromise;
