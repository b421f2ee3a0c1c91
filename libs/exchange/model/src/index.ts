export { LISTED_AT_MOST, type BudgetImport, type Judge } from './budget-import';
export * from './budget-table';
export { WorkbookComparison, type ComparisonContext } from './compare-workbook';
export { readFreeTable, type TableContext } from './free-table';
export { canonicalMapping } from './guess-table';
export * from './import-budget.contract';
export * from './import-sheet.contract';
export { isRefused, readSheet } from './read-sheet';
export { SHEET_FINDINGS, sheetFinding, type FindingSeverity, type SheetFindingCode } from './sheet-findings';
export { sheetToJson, type SheetJson } from './sheet-json';
export { decodeSheetText, isPdf, refuseSource, SHEET_LINES_LIMIT, SHEET_PDF_LIMIT, SHEET_TEXT_LIMIT } from './sheet-source';
export type {
  PrintedTotals,
  ProjectSheet,
  SheetAmounts,
  SheetFinding,
  SheetLanguage,
  SheetLead,
  SheetOperator,
  SheetProgramme,
  SheetProject,
  SheetReading,
  Understood,
  UnderstoodField,
} from './sheet';
export { writeSheetCsv, writeSheetText, type WritableSheet } from './write-sheet';
