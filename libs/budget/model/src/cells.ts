/** The cell of an operator's agreed total, beside the cells named by the codes of the cost categories. */
export const TOTAL_CELL = 'TOTAL';

/** A cell's name in the journal. */
export const cellSubject = (operatorId: string, cell: string): string => `budget-cell:${operatorId}:${cell}`;
