// as libs/budget/api/src/x.ts
// must fail no-restricted-syntax
export const x = (amount: number) => Math.round(amount * 0.5);
