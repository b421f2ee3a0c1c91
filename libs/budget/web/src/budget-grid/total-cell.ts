// The model's constant lies beside decorated classes; this keeps class-validator out of the page.
export const TOTAL_CELL = 'TOTAL';
