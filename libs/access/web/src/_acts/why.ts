import type { AccessView, CoverageView } from '@passerelle/access/model';
import type { Say } from '@passerelle/shared/web-kit';

/** More operators than this are counted instead of named. */
const NAMED = 3;

/** Names as they are listed in a sentence: SETIS, CRéSaM et deux autres. */
function listed(say: Say, names: readonly string[], locale: string): string {
  const shown = names.length > NAMED ? [...names.slice(0, NAMED - 1), say.say('why.others', { count: names.length - NAMED + 1 })] : names;
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(shown);
}

/** Why somebody has access to the project, as a sentence. */
export function whyOf(say: Say, { role, covers, through }: Pick<AccessView, 'role' | 'covers' | 'through'>, locale: string): string {
  const operators = listed(say, through.map(({ operatorName }) => operatorName), locale);
  return say.say(`why.${role}`, { operators, count: through.length, versant: covers.versantCode ?? '' });
}

/** For what a role is, in one line: the operator, the project, the versant, the programme, or all of them. Within a project it is not named again. */
export function placeOf(say: Say, covers: CoverageView, isInProject: boolean): string {
  const project = isInProject ? '' : [covers.projectCode, covers.projectAcronym].filter(Boolean).join(' ');
  if (covers.operatorName) return [covers.operatorName, project].filter(Boolean).join(' · ');
  if (covers.projectId) return project || say.say('access.thisProject');
  if (covers.versantCode) return say.say('access.versant', { versant: covers.versantCode });
  return say.say(covers.programmeId === null ? 'access.everyProgramme' : 'access.wholeProgramme');
}
