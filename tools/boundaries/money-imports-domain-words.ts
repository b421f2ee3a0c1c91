// as libs/shared/money/src/x.ts
// must fail no-restricted-imports
import { LANGUAGES } from '@passerelle/shared/kernel';
export const x = LANGUAGES;
