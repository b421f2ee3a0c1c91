// as libs/budget/api/src/x.ts
// must fail @typescript-eslint/no-explicit-any
export const x = (value: any) => value;
