import { refusal, type OperatorRole, type Refusal } from '@passerelle/shared/kernel';
import { refuseSources } from './co-financing.rules';
import type { ChangeMatchFunding, MatchFundingFields } from './co-financing.contract';
import { MATCH_FUNDING_FIELDS, NO_SOURCE, type MatchFundingContent, type MatchFundingField } from './match-funding';

/** The fields that a request names. */
export const sourceFieldsOf = (fields: MatchFundingFields): MatchFundingField[] => MATCH_FUNDING_FIELDS.filter((field) => fields[field] !== undefined);

/** A source with these fields; spaces at the ends of its texts are left out. */
export function withSourceFields(before: MatchFundingContent, fields: MatchFundingFields): MatchFundingContent {
  const sent = Object.fromEntries(sourceFieldsOf(fields).map((field) => [field, fields[field]]));
  const after: MatchFundingContent = { ...before, ...sent };
  return { ...after, name: after.name.trim(), letterReference: after.letterReference.trim() };
}

/** A source that is there, and whose it is. */
export type KnownSource = MatchFundingContent & { readonly operatorId: string };

export interface MatchFundingScope {
  readonly operators: ReadonlyMap<string, { readonly name: string; readonly role: OperatorRole }>;
  readonly sources: ReadonlyMap<string, KnownSource>;
}

/**
 * Every reason against a change of sources, each at its field; none when it may be saved. An associated operator never has a budget; a source has a name and a kind, and
 * pays whole cents from 0 to 999 999 999,99 €; one act names a source once; a source stays with its operator. Sources beyond the budget are kept in a draft and shown.
 */
export function refuseMatchFunding({ inserted, changed, removed }: ChangeMatchFunding, { operators, sources }: MatchFundingScope): Refusal[] {
  const seen = new Set<string>();
  const once = (sourceId: string, at: string): Refusal[] => (seen.has(sourceId) ? [refusal('co-financing.source-named-twice', {}, at)] : (seen.add(sourceId), []));
  const fields = (before: MatchFundingContent, sent: MatchFundingFields, at: string): Refusal[] =>
    refuseSources([withSourceFields(before, sent)]).map((reason) => ({ ...reason, pointer: reason.pointer.replace('/sources/0', at) }));
  const ofOperator = (operatorId: string, sourceId: string, at: string): Refusal[] => {
    const operator = operators.get(operatorId);
    const where = { operator: operator?.name ?? '', cell: '' };
    if (!operator) return [refusal('budget.unknown-operator', where, `${at}/operatorId`)];
    if (operator.role === 'ASSOCIATED') return [refusal('budget.associated-operator-has-no-budget', where, `${at}/operatorId`)];
    const known = sources.get(sourceId);
    return known && known.operatorId !== operatorId ? [refusal('co-financing.source-of-another-operator', where, `${at}/operatorId`)] : [];
  };
  return [
    ...inserted.flatMap((source, index) => {
      const at = `/inserted/${index}`;
      return [...once(source.sourceId, at), ...ofOperator(source.operatorId, source.sourceId, at), ...fields(sources.get(source.sourceId) ?? NO_SOURCE, source, at)];
    }),
    ...changed.flatMap((source, index) => {
      const at = `/changed/${index}`;
      const before = sources.get(source.sourceId);
      return [...once(source.sourceId, at), ...(before ? fields(before, source, at) : [refusal('co-financing.unknown-source', {}, at)])];
    }),
    ...removed.flatMap((sourceId, index) => once(sourceId, `/removed/${index}`)),
  ];
}
