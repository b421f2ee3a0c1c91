import { expectNoAxeViolations } from '../support/accessibility';
import { addressOf } from '../support/budget';
import { expect, test } from '../support/journey';
import { PEOPLE } from '../support/people';

test.use({ person: 'associated' });

test('The associated operator’s officer reads the sheet, has no budget tab, and is refused the grid with a way back', async ({ page, as }) => {
  await test.step('finds the project and reads its sheet', async () => {
    await page.goto('/');
    await expect(page.getByRole('banner')).toContainText(PEOPLE.associated.name);
    await expect(page.getByRole('banner')).toContainText('ARS Hauts-de-France');
    await expect(page.getByRole('link', { name: 'Importer une fiche' })).toHaveCount(0);
    await page.getByRole('link', { name: 'AB Réfugiés - Social' }).click();
    const row = page.getByRole('table', { name: 'Opérateurs et budget' }).getByRole('row', { name: /^ARS Hauts-de-France/ });
    await expect(row.getByRole('cell')).toHaveText(['FR', 'OP associé', 'OP associé']);
    await expect(page.getByRole('navigation', { name: 'Onglets du projet' }).getByRole('link', { name: 'Fiche' })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Onglets du projet' }).getByRole('link', { name: 'Budget' })).toHaveCount(0);
    await expectNoAxeViolations(page, 'sheet, associated operator');
  });

  await test.step('is refused the grid under its address', async () => {
    await page.goto(addressOf('budget'));
    await expect(page.getByRole('heading', { name: 'Les opérateurs associés n’ont pas de budget' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('ni budget ni déclaration de créance');
    await expect(page.getByRole('grid')).toHaveCount(0);
    await expectNoAxeViolations(page, 'grid refused');
    expect((await (await as('associated')).get('/api/programmes/FWVL/projects/4.8.337/budget')).status()).toBe(403);
  });

  await test.step('goes back to the sheet', async () => {
    await page.getByRole('link', { name: 'Voir la fiche projet' }).click();
    await expect(page.getByRole('heading', { name: '2. Opérateurs et budget' })).toBeVisible();
  });
});

test('The associated operator’s officer is refused the import as well', async ({ page }) => {
  await page.goto('/programmes/FWVL/import');
  await expect(page.getByRole('heading', { name: 'Vous n’avez pas accès à cette page' })).toBeVisible();
  await expect(page.getByLabel(/Choisir la fiche/)).toHaveCount(0);
});
