/** The very hidden sheet that carries a workbook's stamp: it survives programs that drop a file's own properties. */
export const STAMP_SHEET = '_passerelle';
