import { randomUUID } from 'node:crypto';
import type { BudgetLinesView } from '@passerelle/budget/model';
import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { addressOf, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { expect, test } from '../support/journey';
import { expectVisibleFocus, tabTo } from '../support/keyboard';

test.use({ person: 'lead' });

const LINES = `${addressOf('budget').replace('/programmes', '/api/programmes')}/lines`;

test.beforeEach(async ({ as }) => {
  const lead = await as('lead');
  await putBudgetBack(lead);
  const { operatorId } = setisIn(await readBudget(lead));
  const view = await lead.read<BudgetLinesView>(LINES);
  const inserted = [
    { lineId: randomUUID(), operatorId, categoryCode: 'OFFICE', workPackageId: view.workPackages[0]!.workPackageId, position: 1, descriptions: { fr: 'Loyer du bureau', nl: 'Huur van het kantoor' }, amountCents: 120_000, periods: { 1: 40_000, 2: 80_000 } },
    { lineId: randomUUID(), operatorId, categoryCode: 'TRAVEL', workPackageId: null, position: 2, descriptions: { fr: 'Déplacements' }, amountCents: 30_000, periods: { 2: 10_001 } },
  ];
  await lead.change(LINES, view.revision, { inserted, changed: [], removed: view.lines.map(({ lineId }) => lineId) });
});
test.afterEach(async ({ as }) => {
  const lead = await as('lead');
  const view = await lead.read<BudgetLinesView>(LINES);
  await lead.change(LINES, view.revision, { inserted: [], changed: [], removed: view.lines.map(({ lineId }) => lineId) });
});

test('The finance officer asks by keyboard alone who spends what when, and which lines a figure is made of', async ({ page }) => {
  const table = page.getByRole('table').first();
  const row = (name: string | RegExp) => table.getByRole('row', { name });
  const panel = page.getByRole('complementary', { name: 'Lignes derrière le montant' });

  await test.step('goes from the budget to the cross tables and chooses half-years', async () => {
    await page.goto(addressOf('budget'));
    await page.getByRole('link', { name: 'Tableaux croisés' }).click();
    await expect(row(/^SETIS/)).toContainText('109 307,23');
    await expectNoAxeViolations(page, 'cross table');
    await tabTo(page, page.getByLabel('Colonnes'));
    await page.keyboard.type('Sem');
    await expect(page).toHaveURL(/cross-tables\?rows=operator&columns=halfYear$/);
    await expect(row(/^SETIS/).getByRole('cell')).toHaveText([/^400,00$/, /^900,01$/, '0,00', '0,00', '0,00', '0,00', '0,00', '108 007,22', '109 307,23']);
    await expect(row(/^Total général/).getByRole('cell').last()).toHaveText('1 389 740,18');
  });

  await test.step('goes to a cell by the arrows, asks by ? and comes back by Esc', async () => {
    await tabTo(page, table.getByRole('button'));
    for (let step = 0; step < 10 && !(await row(/^SETIS/).getByRole('button').first().evaluate((cell) => cell === document.activeElement)); step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expectVisibleFocus(page);
    await page.keyboard.press('?');
    await expect(panel).toContainText('900,01');
    await expect(panel.getByRole('row')).toHaveText([/Part dans ce montant/, /Loyer du bureau.*800,00.*sur 1.200,00/s, /Déplacements.*100,01.*sur 300,00/s, /^\s*Total\s*900,01\s*$/]);
    await expectNoAxeViolations(page, 'rows behind a figure');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(row(/^SETIS/).getByRole('button').nth(1)).toBeFocused();
  });

  await test.step('sees by Enter on what is to allocate which part no line covers', async () => {
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(panel).toContainText('Montant convenu à répartir');
    await expect(panel.getByRole('row').last()).toContainText('108 007,22');
    await page.keyboard.press('Escape');
  });

  await test.step('copies the table, as a spreadsheet takes it', async () => {
    await page.keyboard.press('Control+c');
    await expect(page.getByRole('status').filter({ hasText: 'Le tableau est copié' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('SETIS\t400,00\t900,01\t0,00');
    expect(copied.trimEnd()).toMatch(/\t1389740,18$/);
  });

  await test.step('swaps rows and columns; the address brings the same table back', async () => {
    await page.getByRole('button', { name: 'Échanger lignes et colonnes' }).click();
    await expect(page).toHaveURL(/rows=halfYear&columns=operator$/);
    await page.reload();
    await expect(row(/^1er sem\. 2018/).getByRole('cell').last()).toHaveText('900,01');
  });
});

test('On a phone and in Dutch the rows stand one below the other, and a source is split to the cent', async ({ open }) => {
  const phone = await open('lead', { viewport: { width: 360, height: 740 } });
  await phone.goto(`${addressOf('budget')}/cross-tables?rows=category&columns=source`);
  await expect(phone.getByRole('table')).toBeVisible();
  await phone.getByLabel('Langue').selectOption('nl');
  const total = phone.getByRole('row', { name: /^Algemeen totaal/ });
  await expect(total).toContainText('694.870,08');
  await expectNoSidewaysScrolling(phone, 'cross table on a phone');
  await total.getByRole('button').first().click();
  await expect(phone.getByRole('complementary', { name: 'Regels achter het bedrag' })).toContainText('€ 694.870,08');
  await expectNoAxeViolations(phone, 'rows behind a figure on a phone');
});
