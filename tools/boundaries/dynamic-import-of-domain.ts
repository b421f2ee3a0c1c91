// as libs/partnership/api/src/x.ts
// must fail no-restricted-syntax
export const x = () => import('@passerelle/budget/api');
