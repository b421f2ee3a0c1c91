// as libs/budget/web/src/x.ts
// must fail no-restricted-syntax
declare const require: (name: string) => unknown;
export const x = require('typeorm');
