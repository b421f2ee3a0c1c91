import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { addressOf, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { expect, test } from '../support/journey';

test.use({ person: 'partner', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

test('The partner’s officer reads the project on a phone of 360 pixels: the page never scrolls sideways', async ({ page, as }) => {
  await putBudgetBack(await as('lead'));
  await test.step('the list', async () => {
    await page.goto('/');
    await expect(page.getByRole('link', { name: 'AB Réfugiés - Social' })).toBeVisible();
    await expect(page.getByText('1 389 740,18').first()).toBeVisible();
    await expectNoSidewaysScrolling(page, 'list');
    await expectNoAxeViolations(page, 'list, phone');
  });

  await test.step('the sheet', async () => {
    await page.getByRole('link', { name: 'AB Réfugiés - Social' }).tap();
    await expect(page.getByRole('heading', { name: '2. Opérateurs et budget' })).toBeVisible();
    await expectNoSidewaysScrolling(page, 'sheet');
    await expectNoAxeViolations(page, 'sheet, phone');
  });

  await test.step('the explanation of a figure', async () => {
    await page.getByRole('button', { name: '694 870,08', exact: true }).tap();
    const panel = page.getByRole('complementary', { name: 'Comment ce chiffre est obtenu' });
    await expect(panel).toContainText('soit 0,01 € de plus');
    await expectNoSidewaysScrolling(page, 'explanation');
    await expectNoAxeViolations(page, 'explanation, phone');
    await panel.getByRole('button', { name: 'Fermer' }).tap();
    await expect(panel).toBeHidden();
  });

  await test.step('the history', async () => {
    await page.goto(addressOf('history'));
    await expect(page.getByRole('listitem').getByText(/Montants modifiés|Fiche projet acceptée/).first()).toBeVisible();
    await expectNoSidewaysScrolling(page, 'history');
    await expectNoAxeViolations(page, 'history, phone');
  });
});

test('The partner’s officer corrects an amount on the phone, in a field of its own', async ({ page, as }) => {
  await putBudgetBack(await as('lead'));
  await page.goto(addressOf('budget'));
  const setis = page.getByRole('group').filter({ has: page.getByRole('heading', { name: /SETIS/ }) });
  const total = setis.getByLabel('Budget total (€)');
  await expect(total).toBeVisible();
  await expectNoSidewaysScrolling(page, 'budget');
  await expectNoAxeViolations(page, 'budget, phone');

  await total.tap();
  await total.fill('54 653,62');
  await page.keyboard.press('Enter');
  await expect(page.locator('pa-save-state')).toContainText(/Enregistré \d\d:\d\d:\d\d/);
  await expect(setis).toContainText('27 326,81');
  const totals = page.getByRole('region', { name: 'Total du projet' });
  await expect(totals).toContainText('1 335 086,57');
  await expect(totals).toContainText('667 543,28');
  expect(setisIn(await readBudget(await as('partner')))).toMatchObject({ totalCents: 5465362 });

  await test.step('and what is no amount is marked at the field', async () => {
    const staff = setis.getByLabel('Frais de personnel (€)');
    await staff.tap();
    await staff.fill('abc');
    await page.keyboard.press('Enter');
    await expect(staff).toHaveAttribute('aria-invalid', 'true');
    await expect(staff).toHaveValue('abc');
    await expect(setis).toContainText('Ce texte n’est pas un montant.');
    await expectNoSidewaysScrolling(page, 'budget, refused');
    await expectNoAxeViolations(page, 'budget, phone, refused');
  });
});
