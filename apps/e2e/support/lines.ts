import { randomUUID } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import type { BudgetLinesView, ChangeLines } from '@passerelle/budget/model';
import { PROJECT, readBudget, setisIn } from './budget';
import type { Requests } from './people';

const LINES = `/api/programmes/FWVL/projects/${PROJECT}/budget/lines`;
export const LINES_ADDRESS = `/programmes/FWVL/projects/${PROJECT}/budget/lines`;

export const readLines = (requests: Requests): Promise<BudgetLinesView> => requests.read(LINES);

/** Changes lines without a screen. */
export async function changeLines(requests: Requests, change: Partial<ChangeLines>): Promise<void> {
  const { revision } = await readLines(requests);
  await requests.change(LINES, revision, { inserted: [], changed: [], removed: [], ...change });
}

/** Leaves these lines of SETIS and no other one. Gives back their ids. */
export async function putLines(requests: Requests, lines: readonly Record<string, unknown>[]): Promise<string[]> {
  const { operatorId } = setisIn(await readBudget(requests));
  const before = await readLines(requests);
  const inserted = lines.map((line, index) => ({ lineId: randomUUID(), operatorId, categoryCode: 'STAFF', position: (index + 1) * 1024, ...line }));
  await changeLines(requests, { inserted: inserted as ChangeLines['inserted'], removed: before.lines.filter(({ kind }) => kind !== 'COMPUTED').map(({ lineId }) => lineId) });
  return inserted.map(({ lineId }) => lineId);
}

/** The grid of the lines, used as its users do. */
export class LinesGrid {
  readonly grid: Locator;
  readonly state: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid').or(page.getByRole('treegrid'));
    this.state = page.locator('pa-save-state');
    this.notice = page.locator('.pa-grid-notice');
  }

  /** The cell of the n-th displayed row, heads of groups counted. */
  at(row: number, column: string): Locator {
    return this.grid.locator(`[row-index="${row}"] [col-id="${column}"]`);
  }

  total(column: string): Locator {
    return this.grid.locator(`[row-index="b-0"] [col-id="${column}"]`);
  }

  async look(row: number, column: string): Promise<void> {
    await this.at(row, column).click();
    await expect(this.at(row, column)).toBeFocused();
  }
}
