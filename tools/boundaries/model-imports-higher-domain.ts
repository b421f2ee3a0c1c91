// as libs/partnership/model/src/x.ts
// must fail no-restricted-imports
import { figuresOf } from '@passerelle/budget/model';
export const x = figuresOf;
