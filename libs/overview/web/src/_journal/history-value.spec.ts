import { writeHistoryLabel, writeHistoryValue, type HistoryWords } from './history-value';

const OPERATOR = '01a20fe2-1f67-7461-9f1a-3d836430c174';
const PERSON = '01a20fe2-1fa3-75b6-8ec0-4588765394f5';
const PROGRAMME = '01a20fe2-1fa3-75b6-8ec0-4588765394f6';
const NAMES: Record<string, string> = { [OPERATOR]: 'SETIS', [PERSON]: 'Chargée des finances', [PROGRAMME]: 'FWVL' };
const CODES: Record<string, string> = { 'role PARTNER_OFFICER': 'Opérateur partenaire', 'role VERIFIER': 'Contrôleur', 'roles AUDITOR': 'Auditeur', 'versantCode WA': 'Versant wallon', 'flatRate OFFICE': 'Bureau au forfait' };
const words: HistoryWords = {
  language: 'fr',
  partName: (part) => ({ totalCents: 'Budget total' })[part] ?? '',
  cellName: (cell) => ({ STAFF: 'Frais de personnel' })[cell] ?? cell,
  lineFieldName: (field) => ({ amountCents: 'montant', quantity: 'quantité', 'period.3': 'semestre 3' })[field] ?? field,
  codeName: (part, code) => CODES[`${part} ${code}`] ?? code,
  idName: (id) => NAMES[id] ?? '',
  kindName: (kind) => ({ person: 'Personne', invitation: 'Invitation' })[kind] ?? '',
};

describe('a value of the journal', () => {
  it.each([
    ['an amount of a budget cell', 'budget-cell:o:STAFF', 5465362, '54\u202f653,62\u00a0€'],
    ['a count', 'operators', 14, '14'],
    ['a date', 'startDate', '2017-10-01', '01/10/2017'],
    ['nothing', 'budget-cell:o:STAFF', null, ''],
    ['parts with their names', 'project:p', { totalCents: 100, code: '4.8.337', lead: null }, '4.8.337 · Budget total 1,00\u00a0€'],
    ['a list', 'names', ['A', 'B'], 'A · B'],
    ['flat rates', 'budget-flat-rates:o', [{ rateBp: 1500, flatRate: 'OFFICE' }], 'Bureau au forfait · 15\u00a0%'],
    ['a role of an operator', `person:${PERSON}`, { operatorId: OPERATOR, programmeId: PROGRAMME, projectId: 'p', role: 'PARTNER_OFFICER', versantCode: null }, 'Opérateur partenaire · SETIS'],
    ['a role of a versant', `person:${PERSON}`, { operatorId: null, programmeId: PROGRAMME, role: 'VERIFIER', versantCode: 'WA' }, 'Contrôleur · Versant wallon'],
    ['a role whose place is no longer known', `person:${PERSON}`, { operatorId: '01a20fe2-0000-7000-8000-000000000000', role: 'PARTNER_OFFICER' }, 'Opérateur partenaire'],
    ['an amount of a line', 'budget-line:l:amountCents', 150, '1,50\u00a0€'],
    ['a half-year of a line, of a salary too', 'salary:o:l:period.3', 5, '0,05\u00a0€'],
    ['a quantity', 'budget-line:l:quantity', 55_000, '5,5'],
    ['a work package', 'budget-line:l:workPackageId', OPERATOR, 'SETIS'],
    ['a whole line', 'budget-line:l:line', { position: 9, 'period.3': 5, amountCents: 100, quantity: 10_000, categoryCode: 'STAFF' }, 'quantité 1 · montant 1,00\u00a0€ · semestre 3 0,05\u00a0€'],
    ['roles', `person:${PERSON}`, { roles: ['AUDITOR', 'NEW_ROLE'] }, 'Auditeur · NEW_ROLE'],
  ])('is written: %s', (_what, name, value, written) => expect(writeHistoryValue(name, value, words)).toBe(written));

  it('names a cell as the reader does', () => {
    expect(writeHistoryLabel('budget-cell:o:STAFF', 'SETIS · STAFF', words)).toBe('SETIS · Frais de personnel');
    expect(writeHistoryLabel('budget-line:l:amountCents', 'A · B · STAFF · amountCents', words)).toBe('A · B · Frais de personnel · montant');
    expect(writeHistoryLabel('salary:o:l:line', 'SETIS · STAFF', words)).toBe('SETIS · Frais de personnel');
    expect(writeHistoryLabel('project:p', '4.8.337', words)).toBe('4.8.337');
  });

  it('names whoever it is about by her present name, and says what it is where nobody is known', () => {
    expect(writeHistoryLabel(`person:${PERSON}`, '', words)).toBe('Chargée des finances');
    expect(writeHistoryLabel('person:01a20fe2-0000-7000-8000-000000000000', '', words)).toBe('Personne');
    expect(writeHistoryLabel(`invitation:${OPERATOR.replace('c174', 'c175')}`, '', words)).toBe('Invitation');
  });
});
