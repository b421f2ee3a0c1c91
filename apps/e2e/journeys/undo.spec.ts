import { expectNoAxeViolations } from '../support/accessibility';
import { BudgetGrid, putBudgetBack, readBudget, setisIn, writeToSetis } from '../support/budget';
import { expect, test } from '../support/journey';

const SAVED = /Enregistré \d\d:\d\d:\d\d/;

test.use({ person: 'lead' });
let grid: BudgetGrid;
test.beforeEach(async ({ page, as }) => {
  await putBudgetBack(await as('lead'));
  grid = new BudgetGrid(page);
  await grid.open();
});
const notice = () => grid.page.locator('.pa-grid-notice');

test('Undoing goes back step by step over typing, filling and emptying, and forth again', async ({ page, as }) => {
  const saved = async () => setisIn(await readBudget(await as('lead'))).amountsCents;
  await grid.type('La Vie Active', 'STAFF', '=3*450,50+(120/2)');
  await expect(grid.state).toContainText(SAVED);
  await expect(grid.cell('La Vie Active', 'STAFF')).toContainText('1 411,50');
  await grid.cell('La Vie Active', 'STAFF').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await expect.poll(saved).toEqual({ STAFF: 141150 });
  await page.keyboard.press('Delete');
  await expect.poll(saved).toEqual({});
  await expect(notice()).toContainText('2 cellules vidées.');

  await page.keyboard.press('Control+z');
  await expect.poll(saved).toEqual({ STAFF: 141150 });
  await page.keyboard.press('Control+z');
  await expect.poll(saved).toEqual({});
  await expect(grid.cell('La Vie Active', 'STAFF')).toContainText('1 411,50');
  await page.keyboard.press('Control+z');
  await expect(grid.cell('La Vie Active', 'STAFF').locator('.pa-figure')).toHaveText('');
  await page.keyboard.press('Control+z');
  await expect(notice()).toHaveText('Rien à annuler.');
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('Control+y');
  await expect(notice()).toHaveText('Rétabli : 2 cellules vidées.');
  await expectNoAxeViolations(page, 'a selection with its figures');
});

test('Undoing what somebody else has changed since asks, and overwrites nothing', async ({ page, as, mayComplain }) => {
  mayComplain(/status of 412/);
  await grid.type('SETIS', 'STAFF', '1000');
  await expect(grid.state).toContainText(SAVED);
  await writeToSetis(await as('partner'), 'STAFF', 88800);
  await grid.type('La Vie Active', 'STAFF', '5');
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('888,00');
  await page.keyboard.press('Control+z');
  await expect(grid.cell('La Vie Active', 'STAFF').locator('.pa-figure')).toHaveText('');
  await page.keyboard.press('Control+z');
  const dialog = page.getByRole('dialog', { name: 'Deux valeurs pour la même cellule' });
  await expect(dialog).toContainText('888,00 €');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 88800 });
  await dialog.getByRole('button', { name: 'Prendre cette valeur' }).click();
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('888,00');
});

test('With the mouse: a range is drawn, Shift+click extends it, the fill handle copies and skips what is locked', async ({ page, as }) => {
  await grid.type('La Vie Active', 'STAFF', '70');
  await expect(grid.state).toContainText(SAVED);
  const [first, below] = [grid.cell('La Vie Active', 'STAFF'), grid.cell('SETIS', 'STAFF')];
  await first.click();
  const box = (await first.boundingBox())!;
  const to = (await below.boundingBox())!;
  await page.mouse.move(box.x + box.width - 4, box.y + box.height - 4);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 });
  await expect(below).toHaveClass(/pa-to-fill/);
  await page.mouse.up();
  await expect.poll(async () => setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 7000 });
  await expect(page.locator('.pa-grid-sums')).toContainText('140,00 €');

  await first.click();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 5 });
  await page.mouse.up();
  await expect(grid.grid.locator('[aria-selected="true"]')).toHaveCount(2);
  await grid.cell('SETIS', 'OFFICE').click({ modifiers: ['Shift'] });
  await expect(grid.grid.locator('[aria-selected="true"]')).toHaveCount(4);
  await expect(first).toBeFocused();
});

test('The keyboard alone: finds in all rows; a column made wider and one hidden stay so after a reload; the cells are left', async ({ page }) => {
  await grid.cell('SETIS', 'STAFF').click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('vie active');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 sur 1');
  await expectNoAxeViolations(page, 'finding');
  await page.keyboard.press('Escape');
  await expect(grid.cell('La Vie Active', 'operator')).toBeFocused();

  await page.keyboard.press('F6');
  await expect(page.getByRole('button', { name: 'Rechercher' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Colonnes affichées' });
  await expectNoAxeViolations(page, 'columns');
  await dialog.getByRole('checkbox', { name: /FEDER/ }).press('Space');
  await dialog.getByRole('button', { name: 'Fermer' }).press('Enter');
  await expect(grid.cell('SETIS', 'erdf')).toHaveCount(0);
  const width = async () => (await grid.cell('SETIS', 'TOTAL').boundingBox())!.width;
  const before = await width();
  await grid.grid.locator('[row-index="0"] [col-id="TOTAL"]').click();
  await page.keyboard.press('ArrowUp');
  for (let steps = 0; steps < 10; steps += 1) await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(width).toBeGreaterThan(before + 5);
  const wider = await width();
  await page.reload();
  await expect(grid.cell('SETIS', 'TOTAL')).toBeVisible();
  await expect(grid.cell('SETIS', 'erdf')).toHaveCount(0);
  expect(await width()).toBe(wider);
});
