import type { Page } from '@playwright/test';
import type { AmountChange } from '@passerelle/budget/model';
import { expectNoAxeViolations } from '../support/accessibility';
import { BudgetGrid, historyOfSetis, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { paste, readClipboard } from '../support/clipboard';
import { expect, test } from '../support/journey';

const SAVED = /Enregistré \d\d:\d\d:\d\d/;

test.use({ person: 'lead' });
let grid: BudgetGrid;
let sent: AmountChange[][];
test.beforeEach(async ({ page, as }) => {
  await putBudgetBack(await as('lead'));
  sent = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push((request.postDataJSON() as { changes: AmountChange[] }).changes);
  });
  grid = new BudgetGrid(page);
  await grid.open();
});

const preview = (page: Page) => page.getByRole('dialog', { name: 'Coller ces cellules ?' });
const select = async (operator: string, column: string) => {
  await grid.cell(operator, column).click();
  await expect(grid.cell(operator, column)).toBeFocused();
};
const notice = () => grid.page.locator('.pa-grid-notice');

test('A small block from a spreadsheet is pasted at once: one request, one act, one step of undo', async ({ page, as }) => {
  const before = (await readBudget(await as('lead'))).revision;
  await select('La Vie Active', 'STAFF');
  await paste(page, '1 000,50\t200\r\n3.000,00\t€ 400\r\n');
  await expect(grid.state).toContainText(SAVED);
  await expect(notice()).toHaveText('4 cellules collées.');
  await expect(grid.cell('La Vie Active', 'STAFF')).toContainText('1 000,50');
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('3 000,00');
  const after = await readBudget(await as('lead'));
  expect([after.revision - before, sent.map((changes) => changes.length)]).toEqual([1, [4]]);
  expect(Object.values(setisIn(after).amountsCents)).toEqual([300000, 40000]);

  await test.step('Ctrl+Z takes the whole block back, Ctrl+Y pastes it again', async () => {
    await page.keyboard.press('Control+z');
    await expect(notice()).toHaveText('Annulé : 4 cellules collées.');
    await expect(grid.cell('SETIS', 'STAFF').locator('.pa-figure')).toHaveText('');
    await expect.poll(async () => setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({});
    expect(sent.map((changes) => changes.length)).toEqual([4, 4]);
    await page.keyboard.press('Control+y');
    await expect.poll(async () => Object.values(setisIn(await readBudget(await as('lead'))).amountsCents)).toEqual([300000, 40000]);
    expect((await historyOfSetis(await as('lead'), 'STAFF')).slice(0, 3).map(({ afterCents }) => afterCents)).toEqual([300000, null, 300000]);
  });
});

test('A doubtful block is shown first: counts, both readings, what is locked; the answers are pasted, the rest keeps its text', async ({ page, as }) => {
  await select('SETIS', 'own');
  await paste(page, '5\t1.234\t12 mille\t"7,50"\r\n');
  const dialog = preview(page);
  await expect(dialog.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(dialog).toContainText('4 cellules : 1 bonne, 1 à préciser, 1 illisible, 1 en lecture seule.');
  await expectNoAxeViolations(page, 'preview of a block');
  expect(sent).toEqual([]);

  await dialog.getByRole('radio', { name: '1 234,00 €' }).check();
  await dialog.getByRole('button', { name: 'Coller' }).click();
  await expect(dialog).toBeHidden();
  await expect(grid.cell('SETIS', 'own')).toBeFocused();
  await expect(notice()).toHaveText('3 cellules collées. 1 cellule en lecture seule n’a pas changé.');
  await expect(grid.grid.locator('[aria-invalid="true"]')).toHaveCount(1);
  await expect(grid.grid.locator('[aria-invalid="true"]')).toContainText('12 mille');
  await expect.poll(async () => Object.values(setisIn(await readBudget(await as('lead'))).amountsCents).sort()).toEqual([123400, 750]);
  expect(sent.map((changes) => changes.length)).toEqual([2]);
  await expectNoAxeViolations(page, 'a block that was pasted in part');
});

test('A doubtful cell that nobody answers keeps its text, and a block that is cancelled changes nothing', async ({ page }) => {
  await select('SETIS', 'STAFF');
  await paste(page, '1.234\r\n');
  await expect(page.getByRole('dialog', { name: /1\.234/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('1.234');
  await expect(grid.cell('SETIS', 'STAFF')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Control+z');
  await expect(grid.cell('SETIS', 'STAFF').locator('.pa-figure')).toHaveText('');
  await paste(page, '1.234\t2\r\n');
  await preview(page).getByRole('button', { name: 'Annuler' }).click();
  await expect(notice()).toHaveText('Rien n’a été collé.');
  await expect(grid.cell('SETIS', 'STAFF').locator('.pa-figure')).toHaveText('');
  expect(sent).toEqual([]);
});

test('More rows than there are: the rest is counted, the totals are not touched', async ({ page }) => {
  const last = grid.grid.locator('.ag-center-cols-container [role=row], .ag-row:not(.ag-row-pinned)').last().locator('[col-id="STAFF"]');
  await last.click();
  await paste(page, '1\r\n2\r\n3\r\n');
  await expect(preview(page)).toContainText('2 lignes dépassent la fin du tableau et ne seront pas collées.');
  await preview(page).getByRole('button', { name: 'Coller' }).click();
  await expect(grid.state).toContainText(SAVED);
  await expect(last).toContainText('1,00');
  await expect(grid.total('STAFF')).toContainText('1,00');
  expect(sent.map((changes) => changes.length)).toEqual([1]);
});

test('One value fills the selection; the selection goes out as text that comes back the same', async ({ page, as }) => {
  await select('La Vie Active', 'STAFF');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await paste(page, '1 234,50\r\n');
  await expect(grid.state).toContainText(SAVED);
  await expect(grid.page.locator('.pa-grid-sums')).toContainText('4 938,00 €');
  await page.keyboard.press('Control+c');
  expect(await readClipboard(page)).toBe('1234,50\t1234,50\r\n1234,50\t1234,50\r\n');
  await page.keyboard.press('Control+x');
  await expect(notice()).toHaveText('4 cellules coupées.');
  await expect.poll(async () => setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({});
  await page.keyboard.press('Control+v');
  await expect.poll(async () => Object.values(setisIn(await readBudget(await as('lead'))).amountsCents)).toEqual([123450, 123450]);
});
