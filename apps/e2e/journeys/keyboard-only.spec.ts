import { expectNoAxeViolations } from '../support/accessibility';
import { expect, test } from '../support/journey';
import { expectVisibleFocus, tabTo } from '../support/keyboard';
import { PASSWORD, PEOPLE } from '../support/people';
import { abRefugiesAs, freshCode } from '../support/sheets';

test('The secretariat works without a mouse: signs in, finds a project, asks a figure, changes the language, takes a sheet in', async ({ page }) => {
  const code = freshCode(960);
  const h1 = page.getByRole('heading', { level: 1 });

  await test.step('signs in by typing', async () => {
    await page.goto('/');
    await expect(h1).toHaveText('Se connecter');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Aller au contenu' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Aller au contenu' })).toBeInViewport();
    await expectVisibleFocus(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await tabTo(page, page.getByLabel('Adresse électronique'));
    await page.keyboard.type(PEOPLE.secretariat.email);
    await tabTo(page, page.getByLabel('Mot de passe'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(h1).toHaveText('Projets');
    await expect(h1).toBeFocused();
  });

  await test.step('finds the project by /', async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('4.8.337');
    await expect(page.getByRole('status').filter({ hasText: '1 projet' })).toBeVisible();
    await tabTo(page, page.getByRole('link', { name: 'AB Réfugiés - Social' }));
    await page.keyboard.press('Enter');
    await expect(h1).toHaveText('4.8.337 AB Réfugiés - Social');
    await expect(h1).toBeFocused();
  });

  await test.step('asks a figure by ?, one of its rows by Enter, and returns by Esc', async () => {
    const total = page.getByRole('row', { name: /^Total / }).getByRole('button').nth(1);
    await tabTo(page, total);
    await page.keyboard.press('?');
    const panel = page.getByRole('complementary', { name: 'Comment ce chiffre est obtenu' });
    await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
    await expectVisibleFocus(page);
    await expect(panel).toContainText('FEDER du projet');
    await tabTo(page, panel.getByRole('row', { name: /^SETIS/ }).getByRole('button'));
    await page.keyboard.press('Enter');
    await expect(panel.getByRole('heading', { level: 3 })).toHaveText('FEDER · SETIS');
    await expect(panel.getByRole('heading', { level: 3 })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(total).toBeFocused();
  });

  await test.step('reads the keys of this screen by ? where no figure has the focus, and puts them away', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Historique', exact: true }), 'Shift+Tab');
    await page.keyboard.press('?');
    const help = page.getByRole('complementary');
    await expect(help.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(help).toContainText('Échap');
    await expectNoAxeViolations(page, 'keys of the screen');
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await expect(page.getByRole('link', { name: 'Historique', exact: true })).toBeFocused();
  });

  await test.step('changes the language', async () => {
    await page.keyboard.press('Home');
    const language = page.locator('#language-choice');
    await tabTo(page, language, 'Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('heading', { name: '2. Projectpartners en budget' })).toBeVisible();
    await expect(language).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('heading', { name: '2. Opérateurs et budget' })).toBeVisible();
  });

  await test.step('takes a sheet in', async () => {
    await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Importer une fiche' }));
    await page.keyboard.press('Enter');
    await expect(h1).toHaveText('Importer une fiche');
    await expect(h1).toBeFocused();
    // The system's own dialog, in which she chooses the file.
    page.once('filechooser', (dialog) => void dialog.setFiles(abRefugiesAs(code)));
    await tabTo(page, page.getByLabel(/Choisir la fiche/));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: `La fiche ${code}.txt peut être acceptée` })).toBeFocused();
    await expectVisibleFocus(page);
    await tabTo(page, page.getByRole('button', { name: 'Accepter la fiche' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: `Le projet ${code} est enregistré.` })).toBeFocused();
    await tabTo(page, page.getByRole('link', { name: `Ouvrir le projet ${code}` }));
    await page.keyboard.press('Enter');
    await expect(h1).toHaveText(`${code} AB Réfugiés - Social`);
  });
});
