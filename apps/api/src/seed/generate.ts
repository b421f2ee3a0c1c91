import { v7 as uuid } from 'uuid';
import { basisPoints, cents, splitByWeights, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import { figuresOf, totalsOf } from '@passerelle/budget/model';
import { sameName } from '@passerelle/partnership/model';
import { halfYearsOf } from '@passerelle/project/model';
import { generateLines, type LineSums } from './generate-lines';

/** What a generated project stands on: the lists of its programme. */
export interface SeedProgramme {
  readonly programmeId: string;
  readonly versants: readonly { id: string; code: string }[];
  readonly projectTypes: readonly { id: string; erdfRateBp: number }[];
  readonly categories: readonly { id: string; code: string }[];
  readonly specificObjectives: readonly { id: string; code: string }[];
}

export type Row = readonly unknown[];
export interface SeedRows {
  readonly organisations: Row[];
  readonly projects: Row[];
  readonly operators: Row[];
  readonly budgets: Row[];
  readonly operatorBudgets: Row[];
  /** Plain amounts. */
  readonly lines: Row[];
  /** Lines of their own, and the work packages that they refer to. */
  readonly ownLines: Row[];
  readonly workPlans: Row[];
  readonly workPackages: Row[];
}

export const noRows = (): SeedRows => ({ organisations: [], projects: [], operators: [], budgets: [], operatorBudgets: [], lines: [], ownLines: [], workPlans: [], workPackages: [] });

/** A small generator of equally spread numbers: the same seed gives the same programme on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const KINDS = ['Université', 'Hogeschool', 'Provincie', 'Ville', 'Centre de recherche', 'Intercommunale', 'Association', 'Parc naturel', 'Chambre de commerce', 'Ziekenhuis'];

/** Generated organisations, shared by the projects of a seed. */
export const organisationsOf = (seed: number, count: number): { id: string; name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: uuid(), name: `${KINDS[index % KINDS.length]} ${seed}-${index + 1}` }));

/**
 * One project with 8 to 16 operators of which one leads and about a third are associated, and a budget broken down but for a rest to allocate; or, with `lineCount`, a budget of so many
 * lines, whose totals follow them.
 */
export function generateProject(random: () => number, programme: SeedProgramme, organisations: readonly { id: string; name: string }[], number: number, rows: SeedRows, lineCount = 0): void {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const type = pick(programme.projectTypes);
  const projectId = uuid();
  const budgetId = uuid();
  const year = 2014 + Math.floor(random() * 10);
  const objective = programme.specificObjectives.length ? pick(programme.specificObjectives) : null;
  rows.projects.push([projectId, programme.programmeId, `9.${1 + (number % 9)}.${number}`, `Projet ${number}`, { fr: `Projet d’essai ${number}` }, type.id, objective?.id ?? null, 'APPROVED', `${year}-01-01`, `${year + 3}-12-31`]);
  const first = Math.floor(random() * organisations.length);
  const count = 8 + Math.floor(random() * 9);
  const funded = Array.from({ length: count }, (_, position) => {
    const organisation = organisations[(first + position * 7) % organisations.length]!;
    const role = position === 0 ? 'LEAD' : random() < 0.35 ? 'ASSOCIATED' : 'PARTNER';
    const operatorId = uuid();
    const versant = position < programme.versants.length ? programme.versants[position]! : pick(programme.versants);
    rows.operators.push([operatorId, projectId, programme.programmeId, organisation.id, organisation.name, role, role !== 'ASSOCIATED', versant.id, position + 1]);
    return role === 'ASSOCIATED' ? null : operatorId;
  }).filter((operatorId) => operatorId !== null);
  const periods = halfYearsOf(`${year}-01-01`, `${year + 3}-12-31`).length;
  const sums = lineCount > 0 ? generateLines(random, programme, { projectId, budgetId, operatorIds: funded, periods, count: lineCount }, rows) : null;
  const budgetRows = funded.map((operatorId) => operatorRow(random, programme, type.erdfRateBp, operatorId, sums?.get(operatorId) ?? null));
  const totals = totalsOf(budgetRows);
  rows.budgets.push([budgetId, projectId, programme.programmeId, totals.totalCents, totals.toAllocateCents, totals.erdfCents, totals.ownContributionCents]);
  for (const row of budgetRows) {
    rows.operatorBudgets.push([budgetId, projectId, programme.programmeId, row.operatorId, row.agreed, type.erdfRateBp, row.totalCents, row.toAllocateCents, row.erdfCents, row.ownContributionCents, row.amountsCents, row.lineCounts]);
    if (!sums) for (const { id, code } of programme.categories) if (row.amountsCents[code] !== undefined) rows.lines.push([uuid(), budgetId, row.operatorId, id, row.amountsCents[code]]);
  }
}

function operatorRow(random: () => number, programme: SeedProgramme, erdfRateBp: number, operatorId: string, lines: LineSums | null) {
  const agreed = lines ? null : cents(1_000_000 + Math.floor(random() * 90_000_000));
  const { amountsCents, lineCounts } = lines ?? { amountsCents: agreed === null ? {} : plainAmounts(random, programme, agreed), lineCounts: {} };
  return { operatorId, agreed, amountsCents, lineCounts, ...figuresOf({ agreedTotalCents: agreed, amountsCents, erdfRateBp: basisPoints(erdfRateBp), roundingRule: 'CUT', otherSourcesCents: ZERO_CENTS }) };
}

function plainAmounts(random: () => number, programme: SeedProgramme, agreed: Cents): Record<string, Cents> {
  const weights = [...programme.categories.map(() => 1 + Math.floor(random() * 20)), Math.floor(random() * 3)];
  const parts = splitByWeights(agreed, weights);
  return Object.fromEntries(programme.categories.map(({ code }, index) => [code, parts[index]!]));
}

export const organisationRow = ({ id, name }: { id: string; name: string }): Row => [id, name, sameName(name)];
