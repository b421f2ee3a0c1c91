import { expectNoAxeViolations } from '../support/accessibility';
import { expect, test } from '../support/journey';
import { PEOPLE } from '../support/people';
import { abRefugiesAs, freshCode, importSheet, refusedSheet } from '../support/sheets';

const IMPORT = '/programmes/FWVL/import';

test('The secretariat signs in through the page, takes the sheet of AB Réfugiés in, and reads why its ERDF is one cent less than half', async ({ page }) => {
  const code = freshCode(900);
  await test.step('signs in', async () => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Se connecter');
    await expectNoAxeViolations(page, 'sign-in');
    await page.getByRole('region', { name: 'Se connecter comme…' }).getByRole('button', { name: PEOPLE.secretariat.name }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Projets');
    await expect(page.getByRole('banner')).toContainText(PEOPLE.secretariat.name);
    await expectNoAxeViolations(page, 'list of projects');
  });

  await test.step('opens the import, which holds nothing yet', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Importer une fiche' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Importer une fiche');
    await expectNoAxeViolations(page, 'import, empty');
  });

  await test.step('reads the preview: the source with its lines beside what was understood', async () => {
    await page.getByLabel(/Choisir la fiche/).setInputFiles(abRefugiesAs(code));
    await expect(page.getByRole('heading', { name: `La fiche ${code}.txt peut être acceptée` })).toBeVisible();
    const source = page.getByRole('list', { name: `Source : ${code}.txt` });
    await expect(source.locator('#line-3')).toContainText(`${code} - AB Réfugiés - Social`);
    await expect(source.locator('#line-35')).toContainText('1 389 740,18 EUR');
    await expect(source.locator('#line-35')).toContainText('à savoir');

    const findings = page.getByRole('region', { name: 'Constats' });
    await expect(findings).toContainText('2 points à savoir');
    await expect(findings.getByRole('listitem').filter({ hasText: 'ligne 35' })).toContainText('694 870,09 €, soit 0,01 € d’écart');
    await findings.getByRole('link', { name: 'ligne 35' }).click();
    await expect(source.locator('#line-35')).toBeFocused();

    const totals = page.getByRole('table', { name: 'Totaux imprimés et calculés' });
    for (const row of ['Imprimé sur la fiche', 'Calculé : somme des lignes']) {
      await expect(totals.getByRole('row', { name: row }).getByRole('cell')).toHaveText(['1 389 740,18', '694 870,08']);
    }
    await expect(totals.getByRole('row', { name: /^FR/ }).getByRole('cell')).toHaveText(['590 127,46', '295 063,73']);
    await expect(totals.getByRole('row', { name: /^VL/ }).getByRole('cell')).toHaveText(['399 058,13', '199 529,06']);
    await expect(totals.getByRole('row', { name: /^WA/ }).getByRole('cell')).toHaveText(['400 554,59', '200 277,29']);
    await expect(page.getByRole('table', { name: '14 opérateurs' }).getByRole('row')).toHaveCount(15);
    await expectNoAxeViolations(page, 'import, preview');
  });

  await test.step('accepts it and opens the project', async () => {
    await page.getByRole('button', { name: 'Accepter la fiche' }).click();
    await expect(page.getByRole('heading', { name: `Le projet ${code} est enregistré.` })).toBeVisible();
    await expectNoAxeViolations(page, 'import, accepted');
    await page.getByRole('link', { name: `Ouvrir le projet ${code}` }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${code} AB Réfugiés - Social`);
  });

  const table = page.getByRole('table', { name: 'Opérateurs et budget' });
  const erdfTotal = table.getByRole('row', { name: /^Total / }).getByRole('button', { name: '694 870,08' });
  await test.step('reads the sheet: the six sections, fourteen operators, the totals to the cent', async () => {
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText([/^1\. /, /^2\. /, /^3\. /, /^4\. /, /^5\. /, /^6\. /]);
    await expect(table.getByRole('row', { name: /^Total / }).getByRole('cell')).toHaveText(['1 389 740,18', '694 870,08']);
    await expect(table.getByRole('row', { name: /^ARS Hauts-de-France/ }).getByRole('cell')).toHaveText(['FR', 'OP associé', 'OP associé']);
    await expect(table.getByRole('row', { name: / FR 590/ }).getByRole('cell')).toHaveText(['FR', '590 127,46', '295 063,73']);
    await expectNoAxeViolations(page, 'project sheet');
  });

  const panel = page.getByRole('complementary', { name: 'Comment ce chiffre est obtenu' });
  await test.step('asks where the ERDF total comes from, and reads of the cent', async () => {
    await erdfTotal.click();
    await expect(panel.getByRole('heading', { level: 3 })).toHaveText('FEDER du projet');
    await expect(panel).toContainText('Somme de 6 lignes = 694 870,08 €');
    await expect(panel).toContainText('50 % du total 1 389 740,18 € donnerait 694 870,09 €, soit 0,01 € de plus');
    await expect(panel).toContainText('Wereldhuis West-Vlaanderen · SETIS');
    await expectNoAxeViolations(page, 'explanation of a figure');
  });

  await test.step('asks one of its rows, goes back, and closes by Esc', async () => {
    await panel.getByRole('row', { name: /^SETIS/ }).getByRole('button', { name: '54 653,61' }).click();
    await expect(panel.getByRole('heading', { level: 3 })).toHaveText('FEDER · SETIS');
    await expect(panel).toContainText('109 307,23 € × 50 % = 54 653,61 €');
    await expect(panel).toContainText('la fraction de cent est coupée, jamais arrondie vers le haut');
    await panel.getByRole('button', { name: 'Revenir au chiffre précédent' }).click();
    await expect(panel.getByRole('heading', { level: 3 })).toHaveText('FEDER du projet');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(erdfTotal).toBeFocused();
  });
});

test('Whoever mistypes the password is told so at the form, and stays there', async ({ page, mayComplain }) => {
  mayComplain(/status of 401/);
  await page.goto('/');
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await expect(page.getByLabel('Adresse électronique')).toBeFocused();
  await expect(page.getByText('Saisissez votre mot de passe.')).toBeVisible();
  await page.getByLabel('Adresse électronique').fill(PEOPLE.secretariat.email);
  await page.getByLabel('Mot de passe').fill('not-the-password');
  await page.keyboard.press('Enter');
  await expect(page.getByText('L’adresse ou le mot de passe n’est pas correct.')).toBeVisible();
  await expect(page.getByLabel('Adresse électronique')).toHaveValue(PEOPLE.secretariat.email);
  await expectNoAxeViolations(page, 'sign-in, refused');
});

test.describe('The secretariat', () => {
  test.use({ person: 'secretariat' });

  test('is told that the same sheet changes nothing, and that another one under the same code is not taken', async ({ page, as }) => {
    const code = freshCode(930);
    const sheet = abRefugiesAs(code);
    await importSheet(await as('secretariat'), sheet);
    await page.goto(IMPORT);
    await page.getByLabel(/Choisir la fiche/).setInputFiles(sheet);
    await expect(page.getByRole('heading', { name: `Le projet ${code} est déjà enregistré, à l’identique` })).toBeVisible();
    await expect(page.getByText('Accepter cette fiche ne changerait rien.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Accepter la fiche' })).toHaveCount(0);
    await expectNoAxeViolations(page, 'import, unchanged');

    await page.getByRole('button', { name: 'Choisir une autre fiche' }).click();
    const changed = sheet.buffer.toString('utf8').replace('Code postal : 59039', 'Code postal : 59000');
    await page.getByLabel(/Choisir la fiche/).setInputFiles({ ...sheet, buffer: Buffer.from(changed, 'utf8') });
    await expect(page.getByRole('heading', { name: `Le projet ${code} existe déjà, avec d’autres données` })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Accepter la fiche' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: `Ouvrir le projet ${code}` })).toBeVisible();
  });

  test('is told why a sheet with two leads is refused, on which line, and cannot accept it', async ({ page }) => {
    await page.goto(IMPORT);
    await page.getByLabel(/Choisir la fiche/).setInputFiles(refusedSheet('two-lead-sections'));
    await expect(page.getByRole('heading', { name: 'La fiche two-lead-sections.txt est refusée' })).toBeVisible();
    const reason = page.getByRole('region', { name: 'Constats' }).getByRole('listitem').filter({ hasText: 'deux chefs de file' });
    await expect(reason).toContainText('Maison du Canal et Centre des Rives');
    await reason.getByRole('link', { name: /^ligne 4\d$/ }).click();
    await expect(page.locator('.source-lines li:focus')).toContainText('erreur');
    await expect(page.getByRole('button', { name: 'Accepter la fiche' })).toHaveCount(0);
    await expectNoAxeViolations(page, 'import, refused');
  });

  test('tries the import with a sample sheet that is at hand, a Dutch one at 60 %', async ({ page }) => {
    await page.goto(IMPORT);
    await page.getByRole('region', { name: 'Fiches d’exemple' }).getByRole('button', { name: /Oevers in beweging/ }).click();
    await expect(page.getByRole('heading', { name: 'La fiche oevers-in-beweging.txt peut être acceptée' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Accepter la fiche' })).toBeVisible();
    await expect(page.getByText('Les totaux imprimés sont égaux à la somme des lignes.')).toBeVisible();
  });
});
