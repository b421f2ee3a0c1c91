import { inject } from '@angular/core';
import { textIn } from '@passerelle/shared/kernel';
import { LanguageStore, ProgrammeStore, Say } from '@passerelle/shared/web-kit';
import type { HistoryWords } from './history-value';

/** Parts of a journal's values that need their name beside them. */
const PART_NAMES: Readonly<Record<string, string>> = { ended: 'history.part.ended', letterDate: 'coFinancing.letterDate', letterReference: 'coFinancing.letterReference', letterStatus: 'coFinancing.letterStatus', number: 'workPlan.number', operators: 'term.operators', responsibleOperatorId: 'workPlan.responsible', totalCents: 'term.totalBudget', erdfCents: 'term.erdf', effectiveDate: 'versions.effectiveDate', sha256: 'versions.hash' };
const TOTAL_CELL = 'TOTAL';

/** The words in which the journal is written for this reader: those of a programme, where the entry is of one, and the names that came with the entries. */
export function historyWords(): (programmeCode: string | null, names: Readonly<Record<string, string>>) => HistoryWords {
  const language = inject(LanguageStore).language;
  const programmes = inject(ProgrammeStore).programmes;
  const say = inject(Say);
  const wordOr = (key: string, otherwise: string): string => (say.has(key) ? say.say(key) : otherwise);
  return (programmeCode, names) => {
    const programme = programmes().find(({ code }) => code === programmeCode);
    const listed = (list: 'costCategories' | 'versants', code: string): string => {
      const found = programme?.[list].find((one) => one.code === code);
      return found ? textIn(found.names, language()) : code;
    };
    const codeName = (part: string, code: string): string => {
      if (part === 'role' || part === 'roles') return wordOr(`role.${code}`, code);
      if (part === 'versantCode') return listed('versants', code);
      if (part === 'flatRate') return textIn(programme?.budgetRules.flatRates.find((one) => one.code === code)?.names ?? {}, language()) || code;
      if (part === 'kind') return wordOr(`workPlan.kind.${code}`, wordOr(`coFinancing.kind.${code}`, code));
      if (part === 'letterStatus') return wordOr(`coFinancing.letterStatus.${code}`, code);
      if (part === 'status') return wordOr(`budget.status.${code}`, code);
      if (part === 'level') return wordOr(`versions.shift.${code}`, code);
      if (part === 'reason') return wordOr(`personalData.reason.${code}`, code);
      return part === 'fields' ? wordOr(`history.field.${code}`, code) : code;
    };
    return {
      language: language(),
      partName: (part) => (PART_NAMES[part] ? say.say(PART_NAMES[part]) : ''),
      cellName: (cell) => (cell === TOTAL_CELL ? say.say('term.totalBudget') : listed('costCategories', cell)),
      lineFieldName: (field) => {
        const [name = '', part = ''] = field.split('.');
        return wordOr(`history.line.${name}`, field).replace('#', part.toUpperCase());
      },
      codeName,
      // An erased person is called by a code that each language words for itself.
      idName: (id) => say.personName(names[id]),
      kindName: (kind) => wordOr(`history.kind.${kind}`, say.say('history.kind.other')),
    };
  };
}

/** An act by its name; the code of one that these screens do not know yet. */
export function actNames(): (act: string, count?: number) => string {
  const say = inject(Say);
  return (act, count = 1) => (say.has(`journal.${act}`) ? say.say(`journal.${act}`, { count }) : act);
}
