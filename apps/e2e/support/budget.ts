import { expect, type Locator, type Page } from '@playwright/test';
import type { AmountChange, BudgetChanges, BudgetView, CellHistoryEntry, OperatorBudgetView } from '@passerelle/budget/model';
import type { Requests } from './people';

export const PROJECT = '4.8.337';
const BUDGET = `/api/programmes/FWVL/projects/${PROJECT}/budget`;
export const addressOf = (tab: 'sheet' | 'budget' | 'budget/simplified-costs' | 'history', project = PROJECT): string => `/programmes/FWVL/projects/${project}/${tab}`;

/** The totals of the published sheet, in cents. */
const PUBLISHED: Readonly<Record<string, number>> = {
  'Préfecture de la région Hauts-de-France - Secrétariat Général pour les Affaires régionales SGAR': 18332124,
  'Direction régionale de la jeunesse, des sports et de la cohésion sociale (DRJSCS)': 14767818,
  'Wereldhuis West-Vlaanderen': 39905813,
  'Centre de Référence en Santé Mentale - CRéSaM asbl': 29124736,
  'La Vie Active': 25912804,
  SETIS: 10930723,
};

export const readBudget = (requests: Requests): Promise<BudgetView> => requests.read(BUDGET);
export const setisIn = (view: Pick<BudgetView, 'operators'>): OperatorBudgetView => view.operators.find(({ name }) => name === 'SETIS')!;

/** Puts the budget back to what was published: the totals, and nothing broken down yet. */
export async function putBudgetBack(requests: Requests): Promise<void> {
  // What flat rates compute goes with them.
  for (const { operatorId, flatRates } of (await readBudget(requests)).operators) {
    const { revision } = await readBudget(requests);
    if (flatRates.length > 0) await requests.replace(`${BUDGET}/operators/${operatorId}/flat-rates`, revision, { flatRates: [], confirmedLineIds: [] });
  }
  const view = await readBudget(requests);
  const changes = view.operators.flatMap(({ operatorId, name, agreedTotalCents, amountsCents }): AmountChange[] => [
    ...(agreedTotalCents === PUBLISHED[name] ? [] : [{ operatorId, cell: 'TOTAL', amountCents: PUBLISHED[name]! }]),
    ...Object.keys(amountsCents).map((cell) => ({ operatorId, cell, amountCents: null })),
  ]);
  if (changes.length > 0) await requests.change(`${BUDGET}/amounts`, view.revision, { changes });
}

/** Writes into a cell of SETIS without a screen. */
export async function writeToSetis(requests: Requests, cell: string, amountCents: number | null): Promise<BudgetChanges> {
  const view = await readBudget(requests);
  return requests.change(`${BUDGET}/amounts`, view.revision, { changes: [{ operatorId: setisIn(view).operatorId, cell, amountCents }] });
}

export async function historyOfSetis(requests: Requests, cell: string): Promise<CellHistoryEntry[]> {
  const { operatorId } = setisIn(await readBudget(requests));
  return requests.read(`${BUDGET}/cells/${operatorId}/${cell}/history`);
}

/** The budget grid, used by keyboard as its users do. */
export class BudgetGrid {
  readonly grid: Locator;
  /** What is saved, on its way, refused: always in the same place. */
  readonly state: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid').or(page.getByRole('treegrid'));
    this.state = page.locator('pa-save-state');
  }

  async open(): Promise<void> {
    await this.page.goto(addressOf('budget'));
    await expect(this.cell('SETIS', 'TOTAL')).toBeVisible();
  }

  row(operator: string): Locator {
    return this.grid.getByRole('row', { name: operator });
  }

  /** `column` is a cost category's code, TOTAL, to-allocate, erdf or own. */
  cell(operator: string, column: string): Locator {
    return this.row(operator).locator(`[col-id="${column}"]`);
  }

  /** The pinned row, in whatever language it is named. */
  total(column: string): Locator {
    return this.grid.locator(`.ag-row-pinned [col-id="${column}"]`);
  }

  /** From a cell of the grid to another one, by the arrows. */
  async goTo(operator: string, column: string): Promise<void> {
    const target = this.cell(operator, column);
    const focused = this.grid.locator('[role=gridcell]:focus');
    await expect(focused).toHaveCount(1);
    const place = async (cell: Locator) => ({
      row: Number(await cell.locator('xpath=ancestor::*[@role="row"]').getAttribute('aria-rowindex')),
      column: Number(await cell.getAttribute('aria-colindex')),
    });
    const [from, to] = [await place(focused), await place(target)];
    await this.#press(from.row < to.row ? 'ArrowDown' : 'ArrowUp', Math.abs(to.row - from.row));
    await this.#press(from.column < to.column ? 'ArrowRight' : 'ArrowLeft', Math.abs(to.column - from.column));
    await expect(target).toBeFocused();
  }

  async #press(key: string, times: number): Promise<void> {
    for (let pressed = 0; pressed < times; pressed += 1) await this.page.keyboard.press(key);
  }

  /** Selects the cell, types over what is there and leaves it by Enter. */
  async type(operator: string, column: string, text: string): Promise<void> {
    await this.cell(operator, column).click();
    await expect(this.cell(operator, column)).toBeFocused();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }
}
