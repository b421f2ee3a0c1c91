export * from './exchange.module';
export { ExportSheetUseCase, SHEET_FORMATS, type SheetFormat } from './export-sheet/export-sheet.use-case';
export { ImportSheetUseCase, type ReadSheetFile, type SheetFile } from './import-sheet/import-sheet.use-case';
export type { SampleSheet } from './sample-sheets/sample-sheets.controller';
