// as libs/partnership/model/src/x.ts
// must fail no-restricted-imports
export * from '@passerelle/budget/model';
