/** A cell's name in the journal. */
export const cellSubject = (operatorId: string, cell: string): string => `budget-cell:${operatorId}:${cell}`;
