import { LANGUAGES, refusal, type Language, type Refusal, type Texts } from '@passerelle/shared/kernel';
import { MAX_WORK_PACKAGES, type WorkPackage, type WorkPackageKind } from './work-package';

/** What may be said of a work package; what is left out stays as it is. '' takes a name away. */
export interface WorkPackageFields {
  readonly kind?: WorkPackageKind;
  readonly names?: Texts;
  readonly responsibleOperatorId?: string | null;
}

/** Numbers follow the order, from 1 on and without a gap. */
const numbered = (workPackages: readonly WorkPackage[]): WorkPackage[] => workPackages.map((one, index) => (one.number === index + 1 ? one : { ...one, number: index + 1 }));

/** Names without what was emptied, spaces at their ends left out. */
function named(before: Texts, given: Texts): Texts {
  const texts: Texts = { ...before, ...given };
  return Object.fromEntries(LANGUAGES.flatMap((language) => (texts[language]?.trim() ? [[language, texts[language].trim()]] : [])));
}

const withFields = (one: WorkPackage, { kind, names, responsibleOperatorId }: WorkPackageFields): WorkPackage => ({
  ...one,
  kind: kind ?? one.kind,
  names: names ? named(one.names, names) : one.names,
  responsibleOperatorId: responsibleOperatorId === undefined ? one.responsibleOperatorId : responsibleOperatorId,
});

/** The plan with one more work package, at its end. */
export const withAdded = (workPackages: readonly WorkPackage[], workPackageId: string, fields: WorkPackageFields): WorkPackage[] =>
  numbered([...workPackages, withFields({ workPackageId, number: 0, kind: 'OPERATIONAL', names: {}, responsibleOperatorId: null }, fields)]);

export const withChanged = (workPackages: readonly WorkPackage[], workPackageId: string, fields: WorkPackageFields): WorkPackage[] =>
  workPackages.map((one) => (one.workPackageId === workPackageId ? withFields(one, fields) : one));

/** The plan in which a work package has this number; beyond the last one it comes last. The others close up in their order. */
export function withMoved(workPackages: readonly WorkPackage[], workPackageId: string, number: number): WorkPackage[] {
  const others = workPackages.filter((one) => one.workPackageId !== workPackageId);
  const moved = workPackages.filter((one) => one.workPackageId === workPackageId);
  return numbered([...others.slice(0, number - 1), ...moved, ...others.slice(number - 1)]);
}

export const withRemoved = (workPackages: readonly WorkPackage[], workPackageId: string): WorkPackage[] => numbered(workPackages.filter((one) => one.workPackageId !== workPackageId));

/** Which work packages have another number than before; those that came or went have none to compare. */
export function renumberedOf(before: readonly WorkPackage[], after: readonly WorkPackage[]): { workPackageId: string; before: number; after: number }[] {
  const numbers = new Map(before.map(({ workPackageId, number }) => [workPackageId, number]));
  return after.flatMap(({ workPackageId, number }) => {
    const old = numbers.get(workPackageId);
    return old === undefined || old === number ? [] : [{ workPackageId, before: old, after: number }];
  });
}

/** Every reason against what is said of a work package; none when it may be saved. Any operator of the project may be responsible, an associated one too. */
export function refuseFields({ responsibleOperatorId }: WorkPackageFields, operatorIds: readonly string[]): Refusal[] {
  return responsibleOperatorId && !operatorIds.includes(responsibleOperatorId) ? [refusal('workPlan.unknown-operator', {}, '/responsibleOperatorId')] : [];
}

export const refuseCount = (workPackages: readonly WorkPackage[]): Refusal[] => (workPackages.length > MAX_WORK_PACKAGES ? [refusal('workPlan.too-many', { limit: MAX_WORK_PACKAGES })] : []);

/** A programme across the language border is read in French and in Dutch; where somebody wrote another language too, it is shown beside them. */
const READ_IN: readonly Language[] = ['fr', 'nl'];
export const languagesOf = (workPackages: readonly WorkPackage[]): Language[] => LANGUAGES.filter((language) => READ_IN.includes(language) || workPackages.some(({ names }) => names[language]));
