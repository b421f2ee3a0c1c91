import type { INestApplicationContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { acceptedSheet } from '@passerelle/shared/dossiers';
import { ImportSheetUseCase } from '@passerelle/exchange/api';
import { IdentityActions } from '@passerelle/identity/api';
import { PartnershipReader } from '@passerelle/partnership/api';
import { ProgrammeActions, ProgrammeReader } from '@passerelle/programme/api';
import { machineActor } from '../machine-actor';
import { DEMO_PASSWORD, PERSONS } from './demo-persons';
import { DEMO_PROGRAMME } from './demo-programme';
import { breakDownDemo } from './demo-breakdown';
import { planDemo } from './demo-work-plan';

/**
 * Loads the demo: the programme, AB Réfugiés from its published sheet with its work plan, one person per role; where `breakdown` is asked, a sample of how its
 * budget could be broken down. A load that was cut off goes on where it stopped. Out: whether anything was loaded.
 */
export async function loadDemo(app: INestApplicationContext, { breakdown }: { breakdown: boolean }): Promise<boolean> {
  const unitOfWork = app.get(UnitOfWork);
  const identity = app.get(IdentityActions, { strict: false });
  // The persons come last and together: where they are, all is there.
  if (await unitOfWork.read(SYSTEM, (tx) => identity.hasAccount(tx, PERSONS[0]!.email))) return false;
  await unitOfWork.run(SYSTEM, (tx) => app.get(ProgrammeActions, { strict: false }).define(tx, null, DEMO_PROGRAMME));
  const { programmeId } = await unitOfWork.read(SYSTEM, (tx) => app.get(ProgrammeReader, { strict: false }).get(tx, DEMO_PROGRAMME.code));
  const actor = machineActor([programmeId]);
  const bytes = acceptedSheet('ab-refugies');
  const fingerprint = createHash('sha256').update(bytes).digest('hex');
  const { projectCode } = await app.get(ImportSheetUseCase, { strict: false }).accept(actor, DEMO_PROGRAMME.code, { name: 'ab-refugies-sheet.txt', bytes }, fingerprint);
  await planDemo(app, programmeId);
  if (breakdown) await breakDownDemo(app, programmeId);
  await unitOfWork.run(SYSTEM, async (tx) => {
    const partnerships = app.get(PartnershipReader, { strict: false });
    const { projectId } = await partnerships.projectFor(tx, actor, 'project.read', DEMO_PROGRAMME.code, projectCode);
    const operators = await partnerships.operators(tx, projectId);
    for (const { operator, versantCode, role, ...person } of PERSONS) {
      const operatorId = operator ? operators.find(({ name }) => name.startsWith(operator))!.operatorId : null;
      const ofProject = operatorId !== null || role === 'AUDITOR';
      const assignments = [{ role, programmeId, versantCode, projectId: ofProject ? projectId : null, operatorId }];
      await identity.createAccount(tx, null, { ...person, password: DEMO_PASSWORD, isDemo: true, assignments });
    }
  });
  return true;
}
