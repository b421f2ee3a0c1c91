import type { Routes } from '@angular/router';
import { ImportSheetComponent } from './import-sheet/import-sheet.component';

export const EXCHANGE_ROUTES: Routes = [{ path: '', component: ImportSheetComponent }];
