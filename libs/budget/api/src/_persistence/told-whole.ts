import { may, type Actor } from '@passerelle/shared/kernel';
import type { AccessTarget } from '@passerelle/shared/kernel';
import type { ToldWhole } from './lines.repository';

/** Of which operators an actor is told the lines whole; null: of all. Source: programme manual, salaries of other operators are masked for a partner. */
export function toldWhole(actor: Actor, budget: AccessTarget & { readonly operators: readonly { operatorId: string }[] }): ToldWhole {
  const told = budget.operators.map(({ operatorId }) => operatorId).filter((operatorId) => may(actor, 'budget.readSalaries', { ...budget, operatorId }));
  return told.length === budget.operators.length ? null : told;
}
