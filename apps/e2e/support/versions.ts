import { randomUUID } from 'node:crypto';
import type { BudgetLinesView, BudgetView, LineView } from '@passerelle/budget/model';
import type { Requests } from './people';
import { abRefugiesAs, importSheet } from './sheets';

export interface OwnProject {
  readonly code: string;
  readonly address: string;
  readonly budget: string;
  readonly setis: string;
  /** Ends the lead's part in it, so that other journeys find her with the one project that they know. */
  readonly leave: () => Promise<void>;
}

/** A project of this journey's own, equal to AB Réfugiés, which the lead's officer leads: what is approved in it stays so. */
export async function ownProject(code: string, secretariat: Requests, lead: Requests): Promise<OwnProject> {
  await importSheet(secretariat, abRefugiesAs(code));
  const budget = `/api/programmes/FWVL/projects/${code}/budget`;
  const view = await secretariat.read<BudgetView>(budget);
  const of = (role: string): string => view.operators.find((row) => row.role === role)!.operatorId;
  const { person } = await lead.read<{ person: { personId: string } }>('/api/session');
  const given = await secretariat.post<{ assignmentId: string }>(`/api/programmes/FWVL/people/${person.personId}/assignments`, { role: 'LEAD_OFFICER', projectCode: code, operatorId: of('LEAD') });
  const setis = view.operators.find(({ name }) => name === 'SETIS')!.operatorId;
  return { code, budget, setis, address: `/programmes/FWVL/projects/${code}/budget`, leave: () => secretariat.remove(`/api/programmes/FWVL/projects/${code}/assignments/${given.assignmentId}`) };
}

/** Every operator's total as one line of external expertise in the first half-year; SETIS's without a word. */
export async function breakDown(requests: Requests, { budget }: OwnProject): Promise<void> {
  const view = await requests.read<BudgetView>(budget);
  const inserted = view.operators.map(({ operatorId, name, totalCents }, position) => ({
    lineId: randomUUID(), operatorId, categoryCode: 'EXTERNAL', position, descriptions: name === 'SETIS' ? {} : { fr: 'Expertise' }, amountCents: totalCents, periods: { 1: totalCents },
  }));
  await requests.change(`${budget}/lines`, view.revision, { inserted, changed: [], removed: [] });
}

export async function lineOfSetis(requests: Requests, { budget, setis }: OwnProject): Promise<{ line: LineView; revision: number }> {
  const { lines, revision } = await requests.read<BudgetLinesView>(`${budget}/lines`);
  return { line: lines.find(({ operatorId }) => operatorId === setis)!, revision };
}
