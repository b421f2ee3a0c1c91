import { may, type AccessTarget, type Actor } from '@passerelle/shared/kernel';

/** The cell of an operator's agreed total, beside the cells named by the codes of the cost categories. */
export const TOTAL_CELL = 'TOTAL';

/** A cell's name in the journal. */
export const cellSubject = (operatorId: string, cell: string): string => `budget-cell:${operatorId}:${cell}`;

/** A line's field in the journal. Where it would tell a salary the subject says whose: only who may know that operator's is shown it. */
export const lineSubject = (lineId: string, field: string, salaryOf: string | null = null): string => (salaryOf === null ? `budget-line:${lineId}:${field}` : `${SALARY_SUBJECT}${salaryOf}:${lineId}:${field}`);

const SALARY_SUBJECT = 'salary:';
/** Of which operator a journal's subject would tell a salary; null where it tells none. */
export const salaryOfSubject = (subject: string): string | null => (subject.startsWith(SALARY_SUBJECT) ? subject.slice(SALARY_SUBJECT.length).split(':')[0]! : null);

/** Whether what a subject of the journal held is withheld from this reader: it would tell another operator's salaries. That something changed is not. Source: domain, who sees what. */
export function isWithheld(subject: string, actor: Actor, project: AccessTarget): boolean {
  const operatorId = salaryOfSubject(subject);
  return operatorId !== null && !may(actor, 'budget.readSalaries', { ...project, operatorId });
}
