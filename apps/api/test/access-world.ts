import { createHash } from 'node:crypto';
import { ImportSheetUseCase } from '@passerelle/exchange/api';
import { IdentityActions } from '@passerelle/identity/api';
import { ProgrammeActions } from '@passerelle/programme/api';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { acceptedSheet } from '@passerelle/shared/dossiers';
import type { Assignment, OperatorRole } from '@passerelle/shared/kernel';
import { DEMO_PASSWORD } from '../src/demo/demo-persons';
import { DEMO_PROGRAMME } from '../src/demo/demo-programme';
import { machineActor } from '../src/machine-actor';
import { emailOf, testApp, type Requester, type TestApp } from './test-app';

export interface PlacedOperator {
  readonly operatorId: string;
  readonly name: string;
  readonly role: OperatorRole;
  readonly versantCode: string;
}

/** A project of the test's world: where it stands, who takes part, and by what its rows can be told in any answer. */
export interface Place {
  readonly label: string;
  readonly programme: string;
  readonly programmeId: string;
  readonly project: string;
  readonly projectId: string;
  readonly operators: readonly PlacedOperator[];
  readonly sheet: Uint8Array;
  /** Somebody who acted in every project that there is and has no role any more: each reader learns of what she did where the reader may see it. */
  readonly actorId: string;
  /** Texts that stand in no other project: ids, names, acronym, amounts as figures alone. */
  readonly markers: readonly string[];
}

export interface Somebody {
  readonly name: string;
  readonly personId: string;
  readonly ask: Requester;
  readonly assignments: readonly Assignment[];
}

export interface World {
  readonly t: TestApp;
  readonly places: Readonly<Record<PlaceName, Place>>;
  readonly people: readonly Somebody[];
}

export const PLACE_NAMES = ['own', 'sharing', 'elsewhere', 'foreign', 'twin'] as const;
export type PlaceName = (typeof PLACE_NAMES)[number];

/** What is left to allocate of every operator’s total. */
const LESS = 11n;
const OTHER_PROGRAMME = { ...DEMO_PROGRAMME, code: 'ZWIN', names: { fr: 'Interreg Zwin', nl: 'Interreg Zwin', en: 'Interreg Zwin', de: 'Interreg Zwin' } };

/** Versants by operator: lead, partners, associated; amounts that no other project has. */
const PLACES: Readonly<Record<Exclude<PlaceName, 'own'>, { programme: string; code: string; acronym: string; versants: [string, string, string]; number: string }>> = {
  sharing: { programme: 'FWVL', code: '4.8.771', acronym: 'Quetzal-771', versants: ['FR', 'WA', 'FR'], number: '771' },
  elsewhere: { programme: 'FWVL', code: '4.8.772', acronym: 'Polderzout-772', versants: ['VL', 'VL', 'VL'], number: '772' },
  foreign: { programme: 'ZWIN', code: '4.8.773', acronym: 'Zwinvlakte-773', versants: ['FR', 'WA', 'VL'], number: '773' },
  // Another programme's project under the very code of ours.
  twin: { programme: 'ZWIN', code: '4.8.337', acronym: 'Dubbel-774', versants: ['WA', 'FR', 'VL'], number: '774' },
};

const sheetOf = ({ code, acronym, versants, number }: (typeof PLACES)['twin']): Uint8Array =>
  Buffer.from(`${code} - ${acronym}

${acronym} - TITRE DU PROJET ${acronym}

1. OPERATEUR CHEF DE FILE

Chef de file ${acronym}

Code postal : 59000

Ville : Lille

Pays : France

2. OPERATEURS ET BUDGET

OPERATEURS	VERSANT	BUDGET TOTAL	FEDER
Chef de file ${acronym}	${versants[0]}	${number} 001,22 EUR	${written(BigInt(`${number}00122`) / 2n)} EUR
Partenaire ${acronym}	${versants[1]}	${number} 003,44 EUR	${written(BigInt(`${number}00344`) / 2n)} EUR
Organisme associé ${acronym}	${versants[2]}	OP associé	OP associé
TOTAL		${written(2n * BigInt(number) * 100_000n + 466n)} EUR	${written(BigInt(number) * 100_000n + 233n)} EUR

3. RESUME

Résumé de ${acronym}.

4. DATE DE DÉBUT ET DE FIN DU PROJET

Date de début : 01/04/2018

Date de fin : 31/03/2021

5. DÉNOMINATION DE LA CATÉGORIE D'INTERVENTION

Protection, développement et promotion du patrimoine culturel public

6. DATE DE LA DERNIÈRE MISE À JOUR

15 mai 2018
`);

function written(cents: bigint): string {
  const whole = String(cents / 100n).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
  return `${whole},${String(cents % 100n).padStart(2, '0')}`;
}

/** One person per role comes from the demo; these stand beside them, so that every versant, a second programme and two roles at once are there. */
const OTHERS: Readonly<Record<string, (places: World['places']) => Assignment[]>> = {
  'verifier-fr': ({ own }) => [{ role: 'VERIFIER', programmeId: own.programmeId, versantCode: 'FR' }],
  'verifier-vl': ({ own }) => [{ role: 'VERIFIER', programmeId: own.programmeId, versantCode: 'VL' }],
  'contact-point-wa': ({ own }) => [{ role: 'CONTACT_POINT', programmeId: own.programmeId, versantCode: 'WA' }],
  'contact-point-vl': ({ own }) => [{ role: 'CONTACT_POINT', programmeId: own.programmeId, versantCode: 'VL' }],
  'other-lead': ({ sharing }) => [officer('LEAD_OFFICER', sharing, 'LEAD')],
  'other-partner': ({ elsewhere }) => [officer('PARTNER_OFFICER', elsewhere, 'PARTNER')],
  'auditor-of-two': ({ sharing, elsewhere }) => [sharing, elsewhere].map(({ programmeId, projectId }) => ({ role: 'AUDITOR', programmeId, projectId })),
  'associated-here-partner-there': ({ own, sharing }) => [officer('ASSOCIATED_OFFICER', own, 'ASSOCIATED'), officer('PARTNER_OFFICER', sharing, 'PARTNER')],
  'partner-and-verifier': ({ own }) => [officer('PARTNER_OFFICER', own, 'PARTNER'), { role: 'VERIFIER', programmeId: own.programmeId, versantCode: 'VL' }],
  'administrator-here-secretariat-there': ({ own, foreign }) => [{ role: 'ADMINISTRATOR', programmeId: own.programmeId }, { role: 'SECRETARIAT', programmeId: foreign.programmeId }],
  'other-secretariat': ({ foreign }) => [{ role: 'SECRETARIAT', programmeId: foreign.programmeId }],
  'other-verifier-wa': ({ foreign }) => [{ role: 'VERIFIER', programmeId: foreign.programmeId, versantCode: 'WA' }],
  'twin-lead': ({ twin }) => [officer('LEAD_OFFICER', twin, 'LEAD')],
  'administrator-of-all': () => [{ role: 'ADMINISTRATOR', programmeId: null }],
};
const DEMO = ['finance-lead', 'finance-partner', 'officer-associated', 'verifier-wa', 'contact-point-fr', 'secretariat', 'authority', 'auditor', 'administrator'];

/** The operator of a place that a request is about, by its part; for AB Réfugiés the partner is the one that the demo's partner officer works for. */
export function operatorOf({ operators }: Pick<Place, 'operators'>, role: OperatorRole): PlacedOperator {
  const those = operators.filter((operator) => operator.role === role);
  return those.find(({ name }) => name === 'SETIS') ?? those[0]!;
}

/** Every project's records are held by a hold that has the id of its lead: where a test asks with another project's operators, it asks with another's hold too. */
export const holdOf = (at: Pick<Place, 'operators'>): string => operatorOf(at, 'LEAD').operatorId;

const officer = (role: Assignment['role'], place: Place, part: OperatorRole): Assignment => ({ role, programmeId: place.programmeId, projectId: place.projectId, operatorId: operatorOf(place, part).operatorId });

/** AB Réfugiés and four more projects in two programmes, and somebody for every role: as all that is there is known, so is what nobody else may see. */
export async function buildWorld(): Promise<World> {
  const t = await testApp({ logLevel: 'silent' });
  const unitOfWork = t.app.get(UnitOfWork);

  await unitOfWork.run(SYSTEM, (tx) => t.app.get(ProgrammeActions, { strict: false }).define(tx, null, OTHER_PROGRAMME));
  const machine = machineActor((await t.sql('select id from programme')).map(({ id }) => id));
  for (const place of Object.values(PLACES)) {
    const bytes = sheetOf(place);
    await t.app.get(ImportSheetUseCase, { strict: false }).accept(machine, place.programme, { name: 'sheet.txt', bytes }, createHash('sha256').update(bytes).digest('hex'));
  }

  // Everywhere somebody is invited.
  await t.sql(`insert into invitation (id, email, language, role, programme_id, project_id, operator_id, place, expires_at)
               select gen_random_uuid(), 'invited-' || o.id || '@programme.example', 'fr', 'PARTNER_OFFICER', o.programme_id, o.project_id, o.id, '{}', now() + interval '7 days' from operator o where o.role = 'PARTNER'`);
  // Every budget has lines, with amounts that stand nowhere else.
  await t.sql(`insert into budget_line (id, budget_id, operator_id, cost_category_id, amount_cents, changed_revision)
               select gen_random_uuid(), ob.budget_id, ob.operator_id, c.id, ob.total_cents - ${LESS}, 1
                 from operator_budget ob join budget b on b.id = ob.budget_id join project p on p.id = b.project_id join cost_category c on c.programme_id = p.programme_id and c.code = 'TRAVEL'`);
  await t.sql(`insert into budget_line_removed (budget_id, line_id, operator_id, revision) select budget_id, gen_random_uuid(), operator_id, 1 from operator_budget`);
  await t.sql(`update operator_budget set to_allocate_cents = ${LESS}, amounts = jsonb_build_object('TRAVEL', total_cents - ${LESS})`);
  await t.sql(`update budget b set to_allocate_cents = (select count(*) from operator_budget ob where ob.budget_id = b.id) * ${LESS}`);

  await t.sql(`insert into project_hold (id, project_id, programme_id, reason, held_by_id) select id, project_id, programme_id, 'Audit', organisation_id from operator where role = 'LEAD'`);
  // Every work plan has a package that has the id of the project's lead, and a name that stands nowhere else.
  await t.sql(`insert into work_plan (project_id, programme_id) select id, programme_id from project on conflict do nothing`);
  await t.sql(`insert into work_package (id, project_id, programme_id, number, kind, names) select id, project_id, programme_id, 90, 'OPERATIONAL', jsonb_build_object('fr', 'Module ' || project_id) from operator where role = 'LEAD'`);
  // Every operator with a budget has a source that pays nothing yet, with a name that stands nowhere else.
  await t.sql(`insert into match_funding (budget_id, id, project_id, programme_id, operator_id, kind, name, created_revision, revision) select budget_id, gen_random_uuid(), project_id, programme_id, operator_id, 'PUBLIC', 'Source ' || operator_id, 1, 1 from operator_budget`);
  // Something was submitted of every budget.
  await t.sql(
    `insert into budget_submission (id, budget_id, version_number, project_id, programme_id, number, submitted_at, submitted_by_id, content, sha256)
     select gen_random_uuid(), id, 1, project_id, programme_id, 1, now(), gen_random_uuid(), jsonb_build_object('lines', '[]'::jsonb, 'of', project_id), repeat('0', 64) from budget`,
  );
  // A modification of every budget was withdrawn.
  await t.sql(`insert into budget_withdrawn (budget_id, project_id, programme_id, version_number, revision, withdrawn_at) select gen_random_uuid(), project_id, programme_id, 2, 2, now() from budget`);
  // Of those who read, nobody: whoever acted sees what she did herself.
  const actorId = await unitOfWork.run(SYSTEM, (tx) => t.app.get(IdentityActions).createAccount(tx, null, { email: emailOf('acted-everywhere'), name: 'Acted everywhere', language: 'fr', password: DEMO_PASSWORD, isDemo: true, assignments: [] }));
  await t.sql(
    `insert into journal_entry (project_id, actor_id, act, subjects, changes)
     select id, $1, 'importSheet', array['project:' || id], jsonb_build_array(jsonb_build_object('subject', 'project:' || id, 'label', acronym, 'before', null, 'after', null)) from project`,
    [actorId],
  );

  const placeOf = async (label: PlaceName, programme: string, code: string, sheet: Uint8Array): Promise<Place> => {
    const [project] = await t.sql(`select p.id "projectId", p.programme_id "programmeId", p.acronym, b.id "budgetId", b.total_cents::text "totalCents" from project p join programme g on g.id = p.programme_id join budget b on b.project_id = p.id where g.code = $1 and p.code = $2`, [programme, code]);
    const operators = await t.sql(`select o.id "operatorId", o.name, o.role, v.code "versantCode", ob.total_cents::text "totalCents" from operator o join versant v on v.id = o.versant_id left join operator_budget ob on ob.operator_id = o.id where o.project_id = $1 order by o.position`, [project.projectId]);
    const amounts = [project.totalCents, ...operators.flatMap(({ totalCents }) => (totalCents ? [totalCents, String(BigInt(totalCents) - LESS)] : []))];
    const markers = [project.projectId, project.budgetId, project.acronym, ...operators.flatMap(({ operatorId, name }) => [operatorId, name]), ...amounts];
    return { label, programme, programmeId: project.programmeId, project: code, projectId: project.projectId, operators, sheet, actorId, markers };
  };
  const own = await placeOf('own', 'FWVL', '4.8.337', acceptedSheet('ab-refugies'));
  const built = await Promise.all(Object.entries(PLACES).map(async ([name, place]) => [name, await placeOf(name as PlaceName, place.programme, place.code, sheetOf(place))] as const));
  const places = { own, ...Object.fromEntries(built) } as World['places'];

  await unitOfWork.run(SYSTEM, async (tx) => {
    for (const [name, assignments] of Object.entries(OTHERS)) {
      await t.app.get(IdentityActions).createAccount(tx, null, { email: emailOf(name), name, language: 'fr', password: DEMO_PASSWORD, isDemo: true, assignments: assignments(places) });
    }
  });
  const people: Somebody[] = [];
  for (const name of [...DEMO, ...Object.keys(OTHERS)]) {
    const assignments = await t.sql(
      `select a.role, a.programme_id "programmeId", a.versant_code "versantCode", a.project_id "projectId", a.operator_id "operatorId" from role_assignment a join person p on p.id = a.person_id where p.email = $1`,
      [emailOf(name)],
    );
    const [{ personId }] = await t.sql('select id "personId" from person where email = $1', [emailOf(name)]);
    people.push({ name, personId, ask: await t.as(name), assignments });
  }
  return { t, places, people };
}

// Figures are told whatever stands between their groups.
const plain = (text: string): string => text.replaceAll(/[\s.,\u00a0\u202f]/g, '');

/** What of other projects a text tells: each marker that the asking itself did not say. */
export function toldOf(places: readonly Place[], asked: string, answered: string): string[] {
  const [plainAsked, plainAnswered] = [plain(asked), plain(answered)];
  return places.flatMap(({ label, markers }) =>
    markers.flatMap((marker) => {
      const told = /^\d+$/.test(marker) ? plainAnswered.includes(marker) && !plainAsked.includes(marker) : answered.includes(marker) && !asked.includes(marker);
      return told ? [`${label}: ${marker}`] : [];
    }),
  );
}
