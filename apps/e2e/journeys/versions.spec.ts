import { randomUUID } from 'node:crypto';
import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { expect, test } from '../support/journey';
import { freshCode } from '../support/sheets';
import { breakDown, lineOfSetis, ownProject, type OwnProject } from '../support/versions';

test.use({ person: 'lead' });
let project: OwnProject;
test.beforeEach(async ({ as }) => {
  project = await ownProject(freshCode(960), await as('secretariat'), await as('lead'));
  await breakDown(await as('lead'), project);
});
test.afterEach(() => project.leave());

test('A budget is submitted, returned, corrected and approved; a modification that shifts 11,2 % needs the committee, and the difference shows exactly the shift', async ({ page, open, as }) => {
  test.setTimeout(180_000);
  const secretariat = await open('secretariat');
  const versions = `${project.address}/versions`;
  const first = (screen = page) => screen.getByRole('listitem').filter({ has: screen.getByRole('heading', { name: 'Version 1' }) });

  await test.step('what bars submission is listed, with a link to its cell', async () => {
    await page.goto(project.address);
    await page.getByRole('navigation', { name: 'Écrans du budget' }).getByRole('link', { name: 'Versions' }).click();
    await expect(page.getByRole('heading', { name: 'Versions du budget' })).toBeVisible();
    await expect(first()).toContainText('Première version');
    await expect(first()).not.toContainText('en vigueur');
    await expectNoAxeViolations(page, 'versions, one draft');
    await first().getByRole('link', { name: 'Contrôler et soumettre' }).click();
    await expect(page.getByRole('heading', { name: '1 erreur empêche la soumission' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Soumettre la version 1' })).toHaveCount(0);
    await expectNoAxeViolations(page, 'submission, one error');
    await page.getByRole('link', { name: /SETIS, Frais d’expertise externe.*la ligne n’est pas décrite/ }).click();
    await expect(page).toHaveURL(/budget\/lines\?/);
    await expect(page.getByRole('grid').or(page.getByRole('treegrid')).locator('[col-id="descriptions.fr"]:focus')).toHaveCount(1);
  });

  await test.step('once described it is submitted, by keyboard, and a copy is frozen with its hash', async () => {
    const { line, revision } = await lineOfSetis(await as('lead'), project);
    await (await as('lead')).change(`${project.budget}/lines`, revision, { inserted: [], changed: [{ lineId: line.lineId, descriptions: { fr: 'Expertise' } }], removed: [] });
    await page.goto(`${versions}/1/submit`);
    await expect(page.getByText('Rien ne s’oppose à la soumission.')).toBeVisible();
    await expect(page.getByText('Le secrétariat conjoint et l’autorité de gestion reçoivent la version 1 pour décision.')).toBeVisible();
    await page.getByRole('button', { name: 'Soumettre la version 1' }).focus();
    await page.keyboard.press('Enter');
    await expect(first()).toContainText('Soumise');
    await first().getByText('Ce qui a été soumis').click();
    await first().getByRole('button', { name: 'Vérifier la soumission 1 de la version 1' }).click();
    await expect(first().getByText('La copie conservée est celle qui a été soumise.')).toBeVisible();
    await expectNoAxeViolations(page, 'versions, submitted');
  });

  await test.step('the secretariat returns it with its reasons', async () => {
    await secretariat.goto(versions);
    await first(secretariat).getByRole('link', { name: 'Décider' }).click();
    await expect(secretariat.getByRole('heading', { name: 'Décider de la version 1' })).toBeVisible();
    await expectNoAxeViolations(secretariat, 'decision');
    await secretariat.getByRole('button', { name: 'Renvoyer la version 1' }).click();
    await expect(secretariat.getByLabel('Motifs')).toBeFocused();
    await expect(secretariat.getByText('Indiquez ce qui est à corriger.')).toBeVisible();
    await secretariat.getByLabel('Motifs').fill('Préciser l’expertise de SETIS.');
    await secretariat.getByRole('button', { name: 'Renvoyer la version 1' }).click();
    await expect(first(secretariat)).toContainText('Préciser l’expertise de SETIS.');
  });

  await test.step('the lead corrects and submits again, and the secretariat approves it with a date of effect', async () => {
    const { line, revision } = await lineOfSetis(await as('lead'), project);
    await (await as('lead')).change(`${project.budget}/lines`, revision, { inserted: [], changed: [{ lineId: line.lineId, descriptions: { fr: 'Expertise sociale' } }], removed: [] });
    await page.goto(versions);
    await expect(first()).toContainText('Préciser l’expertise de SETIS.');
    await first().getByRole('link', { name: 'Contrôler et soumettre' }).click();
    await page.getByRole('button', { name: 'Soumettre la version 1' }).click();
    await expect(first()).toContainText('Soumise par');
    await secretariat.goto(`${versions}/1/decide`);
    await secretariat.getByRole('button', { name: 'Approuver la version 1' }).click();
    await expect(secretariat.getByText('Saisissez une date.')).toBeVisible();
    await secretariat.getByLabel('Date d’effet').fill('2018-01-01');
    await secretariat.getByLabel('Qui a décidé').fill('Comité de pilotage');
    await secretariat.getByLabel('Numéro de la décision').fill('2018-12');
    await secretariat.getByRole('button', { name: 'Approuver la version 1' }).click();
    await expect(first(secretariat)).toContainText('Comité de pilotage, enregistrée par Secrétariat conjoint');
    await expect(first(secretariat)).toContainText('01/01/2018');
    await expect(first(secretariat)).toContainText('en vigueur');
  });

  await test.step('an approved version cannot be edited', async () => {
    await page.goto(project.address);
    const staff = page.getByRole('grid').getByRole('row', { name: 'SETIS' }).locator('[col-id="STAFF"]');
    await staff.click();
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expect(page.locator('pa-save-state')).toContainText('Ce budget est en lecture seule.');
    await expect(staff).toContainText('Le budget est approuvé : ses montants ne changent plus.');
    await expect(staff).toHaveAttribute('aria-readonly', 'true');
  });

  await test.step('a modification is opened, and what it shifts is told while it is drafted', async () => {
    await page.goto(versions);
    await page.getByRole('button', { name: 'Ouvrir une modification' }).click();
    await expect(page.getByRole('heading', { name: 'Version 2' })).toBeFocused();
    await page.goto(project.address);
    const panel = page.locator('pa-shift-panel');
    await expect(panel).toContainText('Rien n’a glissé');
    await expectNoAxeViolations(page, 'budget, a modification without shifts');
    const { line, revision } = await lineOfSetis(await as('lead'), project);
    // 11,2 % of the 1 389 740,18 € that stand in external expertise go to staff, with an operator that has as much.
    const moved = Math.ceil((138_974_018 * 1120) / 10_000);
    const { lines } = await (await as('lead')).read<{ lines: { lineId: string; operatorId: string; amountCents: number }[] }>(`${project.budget}/lines`);
    const giver = lines.find(({ operatorId, amountCents }) => operatorId !== line.operatorId && amountCents > moved)!;
    const left = giver.amountCents - moved;
    await (await as('lead')).change(`${project.budget}/lines`, revision, {
      inserted: [{ lineId: randomUUID(), operatorId: giver.operatorId, categoryCode: 'STAFF', position: 50, descriptions: { fr: 'Animatrice' }, amountCents: moved, periods: { 1: moved } }],
      changed: [{ lineId: giver.lineId, amountCents: left, periods: { 1: left } }],
      removed: [],
    });
    // Told live, and asked anew.
    await expect(panel).toContainText('Ce glissement demande l’accord du comité d’accompagnement : 11,2 % de Frais d’expertise externe et de services (155 650,91 €).');
    await panel.getByText(/Voir les \d+ glissements/).click();
    await expect(panel.getByRole('row', { name: /Projet entier/ })).toContainText('155 650,91');
    await expectNoAxeViolations(page, 'budget, a modification for the committee');
  });

  await test.step('the difference shows exactly the shift', async () => {
    await page.goto(versions);
    await page.getByRole('link', { name: 'Comparer avec la version 1' }).click();
    const sums = page.getByRole('table');
    await expect(sums.locator('tbody').getByRole('row')).toHaveCount(2);
    await expect(sums.getByRole('row', { name: /Frais de personnel/ }).getByRole('cell').last()).toHaveText('+155 650,91');
    await expect(sums.getByRole('row', { name: /Frais d’expertise externe/ }).getByRole('cell').last()).toHaveText('-155 650,91');
    await expect(sums.getByRole('row', { name: /^Total/ }).getByRole('cell').last()).toHaveText('0,00');
    await expect(page.getByText('2 lignes diffèrent, 5 sont égales.')).toBeVisible();
    await page.getByLabel('Par', { exact: true }).selectOption({ label: 'opérateur' });
    await expect(page.getByText('Rien ne diffère ici entre ces deux versions.')).toBeVisible();
    await page.getByLabel('Afficher aussi ce qui est égal').check();
    await expect(sums.locator('tbody').getByRole('row')).toHaveCount(6);
    await expectNoAxeViolations(page, 'difference');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Télécharger (XLSX)' }).click()]);
    expect(file.suggestedFilename()).toBe(`${project.code}-budget-v1-v2.xlsx`);
  });

  await test.step('the head of the project and the first version stay as they were', async () => {
    await page.goto(`${project.address}?version=1`);
    await expect(page.getByText('Vous regardez la version 1.')).toBeVisible();
    await expect(page.getByRole('banner').or(page.locator('.project-head')).last()).toContainText('1 389 740,18');
    await expectNoAxeViolations(page, 'budget, the first version');
  });

  await test.step('on a phone nothing scrolls sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of [versions, `${versions}/2/submit`, `${versions}/difference?from=1&to=2`, project.address]) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeAttached();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await expectNoSidewaysScrolling(page, address);
    }
  });
});
