export { cellAddress, columnLetters, columnOf, quotedSheet, sheetNames, type ReadCell, type ReadRow } from './cells';
export { readCsv, writeCsv, type CsvCell, type ReadCsv } from './csv';
export { FILE_LIMITS, FileRefused, type FileLimits } from './limits';
export { looksLikeZip } from './open-zip';
export { readWorkbook, type ReadWorkbook } from './read-workbook';
export { type CellStyle } from './styles';
export { LAST_ROW, type CellToWrite, type ColumnToWrite, type SheetToWrite } from './write-sheet';
export { writeWorkbook, XLSX_TYPE, type WorkbookToWrite } from './write-workbook';
