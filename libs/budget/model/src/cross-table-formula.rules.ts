import type { Cents } from '@passerelle/shared/money';
import type { ExplanationSentence } from './budget.contract';
import { placesAsked, type CellKeys, type Dimensions } from './cross-table.rules';

/**
 * How a figure of a table came about: the formula, then for each place that is asked what of a line counts there. In: the table's dimensions, the figure's keys, what
 * it comes to and of how many rows. Out: text keys with parameters.
 */
export function formulaSentences(dimensions: Dimensions, keys: CellKeys, sumCents: Cents, rows: number): ExplanationSentence[] {
  const asked = placesAsked(dimensions, keys);
  const sentence = (key: string, params: ExplanationSentence['params'] = {}): ExplanationSentence => ({ key: `crossTables.formula.${key}`, params });
  const told = [sentence('sum', { rows, sumCents })];
  const halfYear = asked.get('halfYear');
  if (halfYear !== undefined) told.push(halfYear === null ? sentence('notSpread') : sentence('halfYear', { number: halfYear }));
  if (asked.get('workPackage') === null) told.push(sentence('noWorkPackage'));
  if (asked.get('category') === null) told.push(sentence('noCategory'));
  if (asked.has('source')) told.push(sentence(asked.get('source') === 'OWN' ? 'ownContribution' : 'source'));
  return told;
}
