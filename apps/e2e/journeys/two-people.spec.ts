import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from '../support/accessibility';
import { BudgetGrid, historyOfSetis, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { expect, test } from '../support/journey';
import { PEOPLE } from '../support/people';

const SAVED = /Enregistré \d\d:\d\d:\d\d/;

let lead: BudgetGrid;
let partner: BudgetGrid;
test.beforeEach(async ({ open, as }) => {
  await putBudgetBack(await as('lead'));
  [lead, partner] = [new BudgetGrid(await open('lead')), new BudgetGrid(await open('partner'))];
  await lead.open();
  await partner.open();
});

/** Typed, and not handed over yet: what the other one saves now, she has not seen when she began. */
async function begin(grid: BudgetGrid, column: string, text: string): Promise<void> {
  await grid.cell('SETIS', column).click();
  await expect(grid.cell('SETIS', column)).toBeFocused();
  await grid.page.keyboard.type(text);
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Deux valeurs pour la même cellule' });

test('Two people write into different cells of one row: both amounts survive, and each sees the other’s', async ({ as }) => {
  await lead.type('SETIS', 'STAFF', '60 000,00');
  await expect(lead.state).toContainText(SAVED);
  await partner.type('SETIS', 'OFFICE', '9 000,00');
  await expect(partner.state).toContainText(SAVED);
  await expect(partner.cell('SETIS', 'STAFF')).toContainText('60 000,00');
  await expect(partner.cell('SETIS', 'to-allocate')).toContainText('40 307,23');

  await lead.type('La Vie Active', 'STAFF', '100');
  await expect(lead.cell('SETIS', 'OFFICE')).toContainText('9 000,00');
  await expect(lead.cell('SETIS', 'to-allocate')).toContainText('40 307,23');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 6000000, OFFICE: 900000 });
});

test('Two people write into the same cell: the second one is shown both amounts with names and times, and takes the other’s', async ({ as, mayComplain }) => {
  mayComplain(/status of 412/);
  await begin(partner, 'TRAVEL', '2 000,00');
  await lead.type('SETIS', 'TRAVEL', '1 000,00');
  await expect(lead.state).toContainText(SAVED);
  await partner.page.keyboard.press('Enter');

  const dialog = dialogOf(partner.page);
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText('SETIS – Frais de déplacement et d’hébergement');
  const theirs = dialog.locator('dl > div').filter({ hasText: PEOPLE.lead.name });
  const mine = dialog.locator('dl > div').filter({ hasText: `${PEOPLE.partner.name} (vous)` });
  await expect(theirs).toContainText('1 000,00 €');
  await expect(theirs.getByRole('time')).toHaveText(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);
  await expect(mine).toContainText('2 000,00 €');
  await expect(mine.getByRole('time')).toHaveText(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/);
  await expectNoAxeViolations(partner.page, 'two values for one cell');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ TRAVEL: 100000 });

  await theirs.getByRole('button', { name: 'Prendre cette valeur' }).click();
  await expect(dialog).toBeHidden();
  await expect(partner.cell('SETIS', 'TRAVEL')).toContainText('1 000,00');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ TRAVEL: 100000 });
});

test('The second writer of a cell decides later, then keeps her own amount, and the history shows both', async ({ as, mayComplain }) => {
  mayComplain(/status of 412/);
  await begin(partner, 'TOTAL', '130 000,00');
  await lead.type('SETIS', 'TOTAL', '120 000,00');
  await expect(lead.state).toContainText(SAVED);
  await partner.page.keyboard.press('Enter');
  const dialog = dialogOf(partner.page);
  await expect(dialog).toContainText('120 000,00 €');
  await expect(dialog).toContainText('130 000,00 €');

  await test.step('decides later: her amount stays in its cell, marked, and nothing is overwritten', async () => {
    await dialog.getByRole('button', { name: 'Décider plus tard' }).click();
    await expect(dialog).toBeHidden();
    await expect(partner.cell('SETIS', 'TOTAL')).toContainText('130 000,00');
    await expect(partner.cell('SETIS', 'TOTAL')).toHaveAttribute('aria-invalid', 'true');
    await expect(partner.total('TOTAL')).toContainText('1 400 432,95');
    expect(setisIn(await readBudget(await as('lead'))).totalCents).toBe(12000000);
  });

  await test.step('keeps hers', async () => {
    await partner.state.getByRole('button', { name: 'Choisir une valeur' }).click();
    await dialog.getByRole('button', { name: 'Garder ma valeur' }).click();
    await expect(dialog).toBeHidden();
    await expect(partner.state).toContainText(SAVED);
    await expect(partner.cell('SETIS', 'TOTAL')).toContainText('130 000,00');
    await expect(partner.total('TOTAL')).toContainText('1 410 432,95');
    expect(setisIn(await readBudget(await as('lead'))).totalCents).toBe(13000000);
    const [latest, before] = await historyOfSetis(await as('lead'), 'TOTAL');
    expect(latest).toMatchObject({ actorName: PEOPLE.partner.name, beforeCents: 12000000, afterCents: 13000000 });
    expect(before).toMatchObject({ actorName: PEOPLE.lead.name, beforeCents: 10930723, afterCents: 12000000 });
  });
});
