// as libs/budget/model/src/x.ts
// must fail no-restricted-syntax
export const x = () => import('@nestjs/common');
