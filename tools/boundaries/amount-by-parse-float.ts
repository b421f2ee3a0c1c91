// as libs/budget/model/src/x.ts
// must fail no-restricted-syntax
export const x = (text: string) => parseFloat(text);
