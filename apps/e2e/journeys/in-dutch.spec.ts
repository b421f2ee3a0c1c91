import { expectNoAxeViolations } from '../support/accessibility';
import { addressOf, BudgetGrid, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { expect, test } from '../support/journey';
import { expectNoOtherLanguage } from '../support/texts';

test.use({ person: 'lead' });

test.beforeEach(async ({ as }) => putBudgetBack(await as('lead')));

test('The finance officer switches to Dutch without a reload and goes the same way in Dutch conventions', async ({ page, as }) => {
  await test.step('switches on the sheet: nothing is loaded anew', async () => {
    await page.goto(addressOf('sheet'));
    await expect(page.getByRole('heading', { name: '2. Opérateurs et budget' })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.getByLabel('Langue').selectOption('nl');
    await expect(page.getByRole('heading', { name: '2. Projectpartners en budget' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    const table = page.getByRole('table', { name: 'Projectpartners en budget' });
    await expect(table.getByRole('columnheader')).toHaveText(['Projectpartners', 'Gebiedsdeel', 'Totaalbudget (€)', 'EFRO (€)']);
    await expect(table.getByRole('row', { name: /^Totaal / }).getByRole('cell')).toHaveText(['1.389.740,18', '694.870,08']);
    await expect(page.getByRole('main')).toContainText('01/10/2017');
    await expectNoOtherLanguage(page, 'nl');
    await expectNoAxeViolations(page, 'project sheet, Dutch');
  });

  await test.step('reads the explanation of the cent', async () => {
    await page.getByRole('row', { name: /^Totaal / }).getByRole('button', { name: '694.870,08' }).click();
    const panel = page.getByRole('complementary', { name: 'Hoe dit bedrag tot stand komt' });
    await expect(panel).toContainText('50% van het totaal € 1.389.740,18 zou € 694.870,09 geven, € 0,01 meer');
    await expectNoOtherLanguage(page, 'nl');
    await page.keyboard.press('Escape');
  });

  const budget = new BudgetGrid(page);
  await test.step('types 54.653,62 and sees the totals follow', async () => {
    await page.getByRole('link', { name: 'Budget', exact: true }).click();
    await expect(budget.total('TOTAL')).toContainText('1.389.740,18');
    await expectNoOtherLanguage(page, 'nl');
    await budget.type('SETIS', 'TOTAL', '54.653,62');
    await expect(budget.state).toContainText(/Opgeslagen \d\d:\d\d:\d\d/);
    await expect(budget.cell('SETIS', 'TOTAL')).toContainText('54.653,62');
    await expect(budget.cell('SETIS', 'erdf')).toContainText('27.326,81');
    await expect(budget.total('TOTAL')).toContainText('1.335.086,57');
    await expect(budget.total('erdf')).toContainText('667.543,28');
    expect(setisIn(await readBudget(await as('lead')))).toMatchObject({ totalCents: 5465362, erdfCents: 2732681 });
    await expectNoOtherLanguage(page, 'nl');
    await expectNoAxeViolations(page, 'budget, Dutch');
  });

  await test.step('is asked and refused in Dutch', async () => {
    await budget.type('SETIS', 'STAFF', '1,234');
    const question = page.getByRole('dialog', { name: '“1,234”: welk bedrag?' });
    await expect(question.getByRole('button')).toHaveText(['€ 1.234,00', '€ 1,23', /Later beslissen/]);
    await page.keyboard.press('Escape');
    await budget.type('SETIS', 'STAFF', 'abc');
    await expect(budget.state).toContainText('Geweigerd: Deze tekst is geen bedrag.');
  });
});

for (const { language, inEnglish, name, heading, total, erdf, typed, shown, saved } of [
  { language: 'en', inEnglish: 'English', name: 'English', heading: 'Projects', total: '1,389,740.18', erdf: '694,870.08', typed: '54,653.62', shown: '1,335,086.57', saved: /Saved \d\d:\d\d:\d\d/ },
  { language: 'de', inEnglish: 'German', name: 'Deutsch', heading: 'Projekte', total: '1.389.740,18', erdf: '694.870,08', typed: '54.653,62', shown: '1.335.086,57', saved: /Gespeichert \d\d:\d\d:\d\d/ },
] as const) {
  test(`The screens speak ${inEnglish} too, and write and read amounts as it does`, async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Langue').selectOption({ label: name });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.getByRole('row', { name: /4\.8\.337/ })).toContainText(total);
    await expect(page.getByRole('row', { name: /4\.8\.337/ })).toContainText(erdf);
    await expectNoOtherLanguage(page, language);
    await page.goto(addressOf('sheet'));
    await expect(page.getByRole('row', { name: /^SETIS/ })).toBeVisible();
    await expectNoOtherLanguage(page, language);

    const budget = new BudgetGrid(page);
    await budget.open();
    await expectNoOtherLanguage(page, language);
    await budget.type('SETIS', 'TOTAL', typed);
    await expect(budget.state).toContainText(saved);
    await expect(budget.total('TOTAL')).toContainText(shown);
  });
}
