// as libs/budget/web/src/x.ts
// must fail no-restricted-syntax
export const x = (amount: number) => (amount / 100).toFixed(2);
