// as libs/budget/api/src/open-budget/x.ts
// must fail no-restricted-imports
import { OverviewRepository } from '../../../../overview/api/src/_persistence/overview.repository';
export const x = OverviewRepository;
