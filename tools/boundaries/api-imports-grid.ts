// as libs/budget/api/src/x.ts
// must fail no-restricted-imports
import { createGrid } from 'ag-grid-community';
export const x = createGrid;
