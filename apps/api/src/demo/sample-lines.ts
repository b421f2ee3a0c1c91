import type { Texts } from '@passerelle/shared/kernel';
import { cents, lineAmount, quantity, splitByWeights, subtractCents, sumCents, type Cents } from '@passerelle/shared/money';
import type { HalfYear } from '@passerelle/project/model';

/** The work packages of the demo's plan, in its order. */
const PACKAGES = ['coordination', 'communication', 'networks', 'mobile', 'experiments'] as const;
type Spread = 'steady' | 'start' | 'end' | 'middle';

interface Sample {
  readonly category: string;
  readonly workPackage: (typeof PACKAGES)[number];
  readonly fr: string;
  readonly nl: string;
  /** Its part of an operator's budget, among the others'. */
  readonly weight: number;
  /** Where it is counted: the price of one, in cents, in halves. */
  readonly each?: number;
  readonly spread?: Spread;
}

const sample = (category: string, workPackage: Sample['workPackage'], weight: number, fr: string, nl: string, more: Pick<Sample, 'each' | 'spread'> = {}): Sample => ({ category, workPackage, weight, fr, nl, ...more });

// The first one of each list has no price of its own: it takes the cents that the counted ones leave.
const OF_LEAD: readonly Sample[] = [
  sample('OFFICE', 'coordination', 8, 'Loyer, charges et téléphonie du bureau de projet', 'Huur, lasten en telefonie van het projectbureau'),
  sample('STAFF', 'coordination', 31, 'Coordination du projet (mois)', 'Projectcoördinatie (maanden)', { each: 512_500 }),
  sample('STAFF', 'coordination', 16, 'Gestion administrative et financière (mois)', 'Administratief en financieel beheer (maanden)', { each: 438_000 }),
  sample('STAFF', 'communication', 9, 'Communication (mois)', 'Communicatie (maanden)', { each: 421_050 }),
  sample('TRAVEL', 'coordination', 4, 'Déplacements aux comités de pilotage et d’accompagnement', 'Verplaatsingen naar de stuurgroep en het begeleidingscomité'),
  sample('EXTERNAL', 'communication', 11, 'Site internet et dépliants bilingues', 'Website en tweetalige folders', { spread: 'start' }),
  sample('EXTERNAL', 'communication', 8, 'Colloque final : salle, accueil et interprétation', 'Slotcolloquium: zaal, onthaal en vertolking', { spread: 'end' }),
  sample('EXTERNAL', 'networks', 9, 'Interprétation des rencontres de réseaux (demi-journées)', 'Vertolking van de netwerkbijeenkomsten (halve dagen)', { each: 48_500 }),
  sample('EQUIPMENT', 'coordination', 4, 'Postes informatiques', 'Computers', { spread: 'start' }),
];
const OF_PARTNER: readonly Sample[] = [
  sample('OFFICE', 'coordination', 8, 'Frais de bureau de l’équipe', 'Kantoorkosten van het team'),
  sample('STAFF', 'coordination', 5, 'Suivi du projet chez l’opérateur (mois)', 'Opvolging van het project bij de partner (maanden)', { each: 462_000 }),
  sample('STAFF', 'networks', 17, 'Animation des réseaux de l’accompagnement (mois)', 'Werking van de begeleidingsnetwerken (maanden)', { each: 428_700 }),
  sample('STAFF', 'mobile', 21, 'Accompagnement par l’équipe mobile (mois)', 'Begeleiding door het mobiele team (maanden)', { each: 405_300 }),
  sample('STAFF', 'experiments', 10, 'Conduite des expérimentations transfrontalières (mois)', 'Uitvoering van de grensoverschrijdende experimenten (maanden)', { each: 436_200, spread: 'middle' }),
  sample('TRAVEL', 'networks', 3, 'Déplacements aux rencontres de réseaux', 'Verplaatsingen naar de netwerkbijeenkomsten'),
  sample('TRAVEL', 'mobile', 5, 'Tournées de l’équipe mobile (km)', 'Ritten van het mobiele team (km)', { each: 35 }),
  sample('EXTERNAL', 'networks', 8, 'Interprétariat social (heures)', 'Sociaal tolken (uren)', { each: 4_500 }),
  sample('EXTERNAL', 'mobile', 9, 'Formation et supervision mindspring (journées)', 'Opleiding en supervisie mindspring (dagen)', { each: 65_000, spread: 'start' }),
  sample('EXTERNAL', 'experiments', 6, 'Évaluation des expérimentations', 'Evaluatie van de experimenten', { spread: 'end' }),
  sample('EXTERNAL', 'communication', 3, 'Outils d’information pour les personnes réfugiées', 'Informatiemateriaal voor vluchtelingen', { spread: 'start' }),
  sample('EQUIPMENT', 'mobile', 5, 'Ordinateurs portables et téléphones de l’équipe mobile', 'Laptops en telefoons van het mobiele team', { spread: 'start' }),
];

/** Said in each description, so that nobody takes the sample for what was agreed. */
const inWords = ({ fr, nl }: Sample): Texts => ({ fr: `${fr} (exemple)`, nl: `${nl} (voorbeeld)` });
const COMMENT = 'Exemple : la fiche publiée ne donne que le total de l’opérateur. · Voorbeeld: de gepubliceerde fiche geeft alleen het totaal van de partner.';

/** A line of the sample, without whose it is and what it is called by. */
export interface SampleLine {
  readonly categoryCode: string;
  /** The place of its work package in the plan; null: to allocate. */
  readonly workPackage: number | null;
  readonly descriptions: Texts;
  readonly comment: string;
  readonly quantity?: number;
  readonly unitPriceCents?: number;
  readonly amountCents?: number;
  readonly periods: Readonly<Record<string, number>>;
}

/**
 * A plausible breakdown of an operator's total, which is not published. In: its place among the funded operators, whether it leads, its total in cents, the project's
 * half-years; `leavesRest`: a part of the total is not broken down, a line is in no work package and one is spread only in part. Out: lines that add up to the total, to
 * the cent, or to nine tenths of it.
 */
export function sampleLines({ place, isLead, totalCents, halfYears, leavesRest }: { place: number; isLead: boolean; totalCents: Cents; halfYears: readonly HalfYear[]; leavesRest: boolean }): SampleLine[] {
  const samples = isLead ? OF_LEAD : OF_PARTNER;
  const broken = leavesRest ? splitByWeights(totalCents, [9, 1])[0]! : totalCents;
  const targets = splitByWeights(broken, samples.map(({ weight }, index) => weight * (9 + ((place * 5 + index * 3) % 4))));
  const counted = samples.map(({ each }, index) => (each === undefined ? null : quantity(5_000 * Math.floor((targets[index]! * 2) / each))));
  const amounts = samples.map(({ each }, index): Cents => (counted[index] === null ? targets[index]! : lineAmount(counted[index]!, cents(each!))));
  amounts[0] = subtractCents(broken, sumCents(amounts.slice(1)));
  const last = samples.length - 1;
  return samples.map((one, index) => ({
    categoryCode: one.category,
    workPackage: leavesRest && index === last ? null : PACKAGES.indexOf(one.workPackage),
    descriptions: inWords(one),
    comment: COMMENT,
    ...(counted[index] === null ? { amountCents: amounts[index]! } : { quantity: counted[index]!, unitPriceCents: one.each! }),
    periods: spread(amounts[index]!, halfYears, one.spread ?? 'steady', leavesRest && one.spread === 'end'),
  }));
}

/** An amount over the half-years by their days; what is for later is left open where that is wanted. */
function spread(amountCents: Cents, halfYears: readonly HalfYear[], how: Spread, isOpen: boolean): Record<string, number> {
  const count = halfYears.length;
  const weightOf = ({ number, startDate, endDate }: HalfYear): number => {
    if (how === 'start' && number > 2) return 0;
    if (how === 'end' && number <= count - 2) return 0;
    if (how === 'middle' && (number === 1 || number === count)) return 0;
    return 1 + (Date.parse(endDate) - Date.parse(startDate)) / 86_400_000;
  };
  const weights = halfYears.map(weightOf);
  const parts = splitByWeights(amountCents, weights.some((weight) => weight > 0) ? weights : weights.map(() => 1));
  return Object.fromEntries(parts.flatMap((part, index) => (part === 0 || (isOpen && index === count - 1) ? [] : [[String(index + 1), part]])));
}
