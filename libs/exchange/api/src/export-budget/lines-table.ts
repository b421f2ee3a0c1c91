import { LANGUAGES, type Language } from '@passerelle/shared/kernel';
import { writePlainAmount, writePlainQuantity, subtractCents, sumCents, ZERO_CENTS, type Cents, type Quantity } from '@passerelle/shared/money';
import { type CsvCell } from '@passerelle/shared/workbook';
import type { PackedBudget } from '@passerelle/budget/api';
import { valueOf, type LineWithRevisions } from '@passerelle/budget/model';
import { categoryLabel, headOfKey, ID_KEY, isImported, languagesOf, MADE_OF_KEY, REVISION_KEY, tableKeys, workPackageLabel } from '@passerelle/exchange/model';

/** All lines of a budget as one table, operator by operator; what it says comes back by the import as a workbook does. */
export function* linesTable(budget: PackedBudget, language: Language): Generator<readonly CsvCell[]> {
  const spoken = new Set(budget.operators.flatMap(({ operatorId }) => languagesOf(budget.linesOf(operatorId))));
  const keys = tableKeys(budget, LANGUAGES.filter((one) => spoken.has(one)));
  yield keys.map((key) => ({ text: headOfKey(key, budget.periods) }));
  for (const { operatorId, name } of budget.operators) {
    for (const line of budget.linesOf(operatorId)) yield keys.map((key) => cellOf(budget, line, key, name, keys, language));
  }
}

function cellOf(budget: PackedBudget, line: LineWithRevisions, key: string, operator: string, keys: readonly string[], language: Language): CsvCell {
  const text = (value: string): CsvCell => (value === '' ? null : { text: value });
  const amount = (value: Cents | null): CsvCell => (value === null ? null : { number: writePlainAmount(value) });
  if (key === ID_KEY || key === 'operatorId') return { text: line[key] };
  if (key === 'operator') return text(operator);
  if (key === MADE_OF_KEY) return { text: JSON.stringify({ [REVISION_KEY]: budget.revision, ...Object.fromEntries(keys.filter(isImported).map((field) => [field, valueOf(line, field)])) }) };
  if (key === 'categoryCode') return text(categoryLabel(budget.categories.find(({ code }) => code === line.categoryCode) ?? { code: line.categoryCode, names: {} }, language));
  if (key === 'workPackageId') {
    const found = budget.workPackages.find(({ workPackageId }) => workPackageId === line.workPackageId);
    return found ? text(workPackageLabel(found, language)) : null;
  }
  if (key === 'quantity') return line.quantity === null ? null : { number: unmistakable(writePlainQuantity(line.quantity as Quantity)) };
  if (key === 'unitPriceCents' || key === 'amountCents') return amount(line[key]);
  if (key.startsWith('period.')) return amount(line.periodCents[Number(key.slice('period.'.length)) - 1] ?? null);
  if (key === 'toAllocate') return amount(subtractCents(line.amountCents ?? ZERO_CENTS, sumCents(line.periodCents.filter((value) => value !== null))));
  return text(String(valueOf(line, key) ?? ''));
}

/** Three decimals could be taken for a group of thousands. */
const unmistakable = (quantity: string): string => (/\.\d{3}$/.test(quantity) ? `${quantity}0` : quantity);
