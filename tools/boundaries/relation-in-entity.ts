// as libs/budget/api/src/x.ts
// must fail no-restricted-syntax
import { OneToMany } from 'typeorm';
export class X {
  @OneToMany('Y', 'x') ys: unknown[];
}
