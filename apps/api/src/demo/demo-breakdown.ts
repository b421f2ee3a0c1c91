import type { INestApplicationContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { UnitOfWork } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { BudgetReader, ChangeLinesUseCase } from '@passerelle/budget/api';
import type { NewLine } from '@passerelle/budget/model';
import { PartnershipReader } from '@passerelle/partnership/api';
import { machineActor } from '../machine-actor';
import { DEMO_PROGRAMME } from './demo-programme';
import { sampleLines } from './sample-lines';

const AB_REFUGIES = { programme: DEMO_PROGRAMME.code, project: '4.8.337' };

/** The same for the same line of the same project: an act sent twice makes no second line. */
function lineIdOf(projectId: string, name: string): string {
  const hash = createHash('sha256').update(`${projectId} sample ${name}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/**
 * Breaks the budget of AB Réfugiés down as a sample, since the sheet gives the operators' totals alone: these stay to the cent. The last funded operator leaves something
 * to allocate. Only where nobody has changed the budget yet. Out: whether it was broken down.
 */
export async function breakDownDemo(app: INestApplicationContext, programmeId: string): Promise<boolean> {
  const reader = machineActor([programmeId]);
  const { budget, projectId } = await app.get(UnitOfWork).read(reader, async (tx) => ({
    budget: await app.get(BudgetReader, { strict: false }).inFull(tx, reader, AB_REFUGIES),
    projectId: (await app.get(PartnershipReader, { strict: false }).projectFor(tx, reader, 'budget.read', AB_REFUGIES.programme, AB_REFUGIES.project)).projectId,
  }));
  const { revision, operators, workPackages: packages, periods: halfYears } = budget;
  if (operators.length === 0 || operators.some(({ amountsCents }) => Object.keys(amountsCents).length > 0)) return false;
  const inserted = operators.flatMap(({ operatorId, role, totalCents }, place) =>
    sampleLines({ place, isLead: role === 'LEAD', totalCents, halfYears, leavesRest: place === operators.length - 1 }).map(({ workPackage, ...line }, index): NewLine => ({
      ...line, operatorId, lineId: lineIdOf(projectId, `${place} ${index}`), position: 100 * (place + 1) + index, workPackageId: workPackage === null ? null : (packages[workPackage]?.workPackageId ?? null),
    })),
  );
  const lead = operators.find(({ role }) => role === 'LEAD');
  const actor: Actor = { personId: null, name: 'Passerelle', assignments: [{ role: 'LEAD_OFFICER', programmeId, projectId, operatorId: lead?.operatorId ?? null }] };
  await app.get(ChangeLinesUseCase, { strict: false }).run(actor, AB_REFUGIES, revision, { inserted, changed: [], removed: [] });
  return true;
}
