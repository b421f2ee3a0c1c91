import type { Locator, Page } from '@playwright/test';
import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { addressOf, BudgetGrid, putBudgetBack, readBudget, setisIn, writeToSetis } from '../support/budget';
import { expect, test } from '../support/journey';

const OFFICE = 'Bureau et administration au taux forfaitaire sur le personnel';
const OTHER = 'Tous les autres coûts au taux forfaitaire sur le personnel';
const setisOn = (page: Page): Locator => page.locator('pa-operator-rates').filter({ hasText: 'SETIS' });
const rate = (page: Page, name: string): Locator => setisOn(page).getByRole('checkbox', { name });
const saved = (page: Page) => expect(page.getByText(/Enregistré à \d\d:\d\d:\d\d/)).toBeVisible();

test.use({ person: 'lead' });
test.beforeEach(async ({ as }) => putBudgetBack(await as('lead')));
test.afterEach(async ({ as }) => putBudgetBack(await as('lead')));

test('She chooses office on staff, sees it follow the staff, sees what the other costs would delete, keeps it, deletes it, and takes that back', async ({ page, as, mayComplain }) => {
  // What a choice would delete is told by a refusal.
  mayComplain(/status of 409/);
  const lead = await as('lead');
  const stored = async () => setisIn(await readBudget(lead)).amountsCents;
  await writeToSetis(lead, 'STAFF', 1_000_000);
  await writeToSetis(lead, 'TRAVEL', 70_000);
  const grid = new BudgetGrid(page);
  await grid.open();
  await page.getByRole('navigation', { name: 'Écrans du budget' }).getByRole('link', { name: 'Coûts simplifiés' }).click();

  const percent = setisOn(page).getByLabel(`Pourcentage : ${OFFICE}`);
  await percent.fill('12');
  await expect(setisOn(page)).toContainText('Donnerait aujourd’hui 12 % × 10 000,00 € = 1 200,00 €');
  await percent.fill('16');
  await expect(setisOn(page)).toContainText('Indiquez un pourcentage entier, de 1 % à 15 %.');
  await percent.fill('15');
  await rate(page, OFFICE).focus();
  await page.keyboard.press('Space');
  await saved(page);
  await expect(rate(page, OFFICE)).toBeChecked();
  await expectNoAxeViolations(page, 'a flat rate is chosen');

  await page.getByRole('link', { name: 'Opérateurs', exact: true }).click();
  await expect(grid.cell('SETIS', 'OFFICE')).toContainText('1 500,00');
  await grid.type('SETIS', 'STAFF', '20000,33');
  await expect(grid.cell('SETIS', 'OFFICE')).toContainText('3 000,04');
  await grid.cell('SETIS', 'OFFICE').click();
  await expect(page.getByTitle(new RegExp(`Calculé par le taux forfaitaire «\\s${OFFICE}\\s»`))).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByText('20 000,33 € × 15 % = 3 000,04 €')).toBeVisible();
  await expect(page.getByText(`« ${OFFICE} » : taux forfaitaire choisi pour cet opérateur`)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(addressOf('budget/simplified-costs'));
  await rate(page, OTHER).click();
  const dialog = page.getByRole('alertdialog', { name: new RegExp(OTHER) });
  await expect(dialog).toContainText('700,00 €');
  await expect(dialog).toContainText(OFFICE);
  await expect(dialog).toContainText('8 000,13 €');
  await expectNoAxeViolations(page, 'what a choice would delete');
  await page.keyboard.press('Escape');
  await expect(rate(page, OTHER)).not.toBeChecked();
  expect(await stored()).toEqual({ STAFF: 2_000_033, TRAVEL: 70_000, OFFICE: 300_004 });

  await rate(page, OTHER).click();
  await dialog.getByRole('button', { name: 'Supprimer 1 ligne (700,00 €) et choisir le taux' }).click();
  await expect(rate(page, OTHER)).toBeChecked();
  await expect(rate(page, OFFICE)).not.toBeChecked();
  expect(await stored()).toEqual({ STAFF: 2_000_033, OTHER: 800_013 });

  await page.keyboard.press('Control+z');
  await expect(rate(page, OFFICE)).toBeChecked();
  expect(await stored()).toEqual({ STAFF: 2_000_033, TRAVEL: 70_000, OFFICE: 300_004 });
});

test('On a phone, a partner’s officer chooses her own rates and reads those of the others', async ({ open, as }) => {
  await writeToSetis(await as('lead'), 'STAFF', 1_000_000);
  const page = await open('partner', { viewport: { width: 360, height: 740 } });
  await page.goto(addressOf('budget/simplified-costs'));
  await expectNoSidewaysScrolling(page, 'simplified costs at 360 px');
  await expect(page.locator('pa-operator-rates').filter({ hasText: 'La Vie Active' }).getByRole('checkbox', { name: OFFICE })).toBeDisabled();
  await rate(page, OFFICE).click();
  await saved(page);
  await expect(setisOn(page)).toContainText('15 % × 10 000,00 € = 1 500,00 €');
  await expectNoAxeViolations(page, 'simplified costs at 360 px');
});
