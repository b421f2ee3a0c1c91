import type { INestApplicationContext } from '@nestjs/common';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { PartnershipReader } from '@passerelle/partnership/api';
import { WorkPlanActions, WorkPlanReader } from '@passerelle/work-plan/api';
import type { WorkPackageFields } from '@passerelle/work-plan/model';
import { machineActor } from '../machine-actor';
import { DEMO_PROGRAMME } from './demo-programme';

const AB_REFUGIES = '4.8.337';

/**
 * The modules of AB Réfugiés as the summary on its sheet names them: coordination, communication, and three of work. A sample in what the sheet does not
 * say: their order, the names in Dutch (our translation), and that the lead is responsible for coordinating. Who is responsible for the others it leaves open.
 */
const PACKAGES: readonly (WorkPackageFields & { readonly ledByLead?: true })[] = [
  { kind: 'COORDINATION', names: { fr: 'Coordination du projet', nl: 'Projectcoördinatie' }, ledByLead: true },
  { kind: 'COMMUNICATION', names: { fr: 'Communication du projet', nl: 'Projectcommunicatie' } },
  { kind: 'OPERATIONAL', names: { fr: 'Réseaux franco-belges de l’accompagnement', nl: 'Frans-Belgische begeleidingsnetwerken' } },
  { kind: 'OPERATIONAL', names: { fr: 'Dispositifs mobiles et transfrontaliers d’accompagnement', nl: 'Mobiele en grensoverschrijdende begeleiding' } },
  { kind: 'OPERATIONAL', names: { fr: 'Expérimentations transfrontalières', nl: 'Grensoverschrijdende experimenten' } },
];

/** Plans the work of the demo's project, where nothing was ever planned in it. Out: whether anything was. */
export async function planDemo(app: INestApplicationContext, programmeId: string): Promise<boolean> {
  const actor = machineActor([programmeId]);
  return app.get(UnitOfWork).run(SYSTEM, async (tx) => {
    const partnerships = app.get(PartnershipReader, { strict: false });
    const project = await partnerships.projectFor(tx, actor, 'project.read', DEMO_PROGRAMME.code, AB_REFUGIES);
    if ((await app.get(WorkPlanReader, { strict: false }).revisionOf(tx, project.projectId)) > 0) return false;
    const lead = (await partnerships.operators(tx, project.projectId)).find(({ role }) => role === 'LEAD');
    const packages = PACKAGES.map(({ ledByLead, ...fields }) => ({ ...fields, responsibleOperatorId: ledByLead && lead ? lead.operatorId : null }));
    await app.get(WorkPlanActions, { strict: false }).add(tx, actor, project, packages);
    return true;
  });
}
