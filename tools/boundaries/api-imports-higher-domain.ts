// as libs/budget/api/src/x.ts
// must fail no-restricted-imports
import { OverviewReader } from '@passerelle/overview/api';
export const x = OverviewReader;
