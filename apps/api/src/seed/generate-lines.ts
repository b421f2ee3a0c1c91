import { v7 as uuid } from 'uuid';
import { cents, lineAmount, quantity, splitByWeights, sumCents, ZERO_CENTS, type Cents, type Quantity } from '@passerelle/shared/money';
import type { Row, SeedProgramme, SeedRows } from './generate';

const WORK_PACKAGES = 12;
const MARKS = [
  ['Chargée de mission', 'Projectmedewerkster'], ['Réunion de partenaires', 'Partnerbijeenkomst'], ['Campagne de mesures', 'Meetcampagne'], ['Étude de faisabilité', 'Haalbaarheidsstudie'], ['Matériel de laboratoire', 'Laboratoriummateriaal'],
  ['Traduction', 'Vertaling'], ['Site pilote', 'Proeflocatie'], ['Formation transfrontalière', 'Grensoverschrijdende opleiding'],
] as const;

/** The project that the lines belong to: its half-years are counted, its operators have a budget. */
export interface LinesOf {
  readonly projectId: string;
  readonly budgetId: string;
  readonly operatorIds: readonly string[];
  readonly periods: number;
  readonly count: number;
}

export interface LineSums {
  readonly amountsCents: Record<string, Cents>;
  readonly lineCounts: Record<string, number>;
}

/** The work packages of a generated project. Out: their ids. */
export function generateWorkPackages(programmeId: string, projectId: string, rows: SeedRows): string[] {
  rows.workPlans.push([projectId, programmeId]);
  return Array.from({ length: WORK_PACKAGES }, (_, index) => {
    const id = uuid();
    const kind = index === 0 ? 'COORDINATION' : index === 1 ? 'COMMUNICATION' : 'OPERATIONAL';
    rows.workPackages.push([id, projectId, programmeId, index + 1, kind, { fr: `Module ${index + 1}`, nl: `Werkpakket ${index + 1}` }]);
    return id;
  });
}

/**
 * So many lines, spread over operators, categories and work packages: half of them quantity × unit price, most spread over the half-years, some of them only in part or without
 * a work package. Out: the sums of each operator by category.
 */
export function generateLines(random: () => number, programme: SeedProgramme, of: LinesOf, rows: SeedRows): ReadonlyMap<string, LineSums> {
  const packages = generateWorkPackages(programme.programmeId, of.projectId, rows);
  const sums = new Map(of.operatorIds.map((operatorId): [string, LineSums] => [operatorId, { amountsCents: {}, lineCounts: {} }]));
  for (let position = 1; position <= of.count; position++) {
    const operatorId = of.operatorIds[position % of.operatorIds.length]!;
    const { id: categoryId, code } = programme.categories[Math.floor(random() * programme.categories.length)]!;
    const line = contentOf(random, of.periods);
    const { amountsCents, lineCounts } = sums.get(operatorId)!;
    amountsCents[code] = sumCents([amountsCents[code] ?? ZERO_CENTS, line.amount]);
    lineCounts[code] = (lineCounts[code] ?? 0) + 1;
    const [fr, nl] = MARKS[Math.floor(random() * MARKS.length)]!;
    const workPackageId = random() < 0.1 ? null : packages[Math.floor(random() * packages.length)]!;
    const row: Row = [uuid(), of.budgetId, operatorId, categoryId, workPackageId, position, { fr: `${fr} ${position}`, nl: `${nl} ${position}` }, line.count, line.price, line.amount, line.price === null, line.periods, random() < 0.1 ? `Devis ${position}` : ''];
    rows.ownLines.push(row);
  }
  return sums;
}

function contentOf(random: () => number, periods: number): { count: Quantity | null; price: Cents | null; amount: Cents; periods: (Cents | null)[] } {
  const count = random() < 0.5 ? quantity(5_000 * (1 + Math.floor(random() * 200))) : null;
  const price = count === null ? null : cents(1_000 + Math.floor(random() * 60_000));
  const amount = count === null || price === null ? cents(1_000 + Math.floor(random() * 900_000)) : lineAmount(count, price);
  // The last weight is what stays to allocate.
  const weights = [...Array.from({ length: periods }, () => Math.floor(random() * 3)), random() < 0.2 ? 1 : 0];
  if (random() < 0.1 || weights.every((weight) => weight === 0)) return { count, price, amount, periods: [] };
  return { count, price, amount, periods: splitByWeights(amount, weights).slice(0, periods).map((part, index) => (weights[index] === 0 ? null : part)) };
}
