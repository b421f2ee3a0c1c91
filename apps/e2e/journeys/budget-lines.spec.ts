import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { addressOf, BudgetGrid, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { paste, readClipboard } from '../support/clipboard';
import { expect, test } from '../support/journey';
import { PEOPLE } from '../support/people';
import { changeLines, LINES_ADDRESS, LinesGrid, putLines, readLines } from '../support/lines';

const SAVED = /Enregistré \d\d:\d\d:\d\d/;

test.use({ person: 'lead' });
test.beforeEach(async ({ as }) => {
  await putBudgetBack(await as('lead'));
  await putLines(await as('lead'), []);
});
test.afterEach(async ({ as }) => {
  await putLines(await as('lead'), []);
  await putBudgetBack(await as('lead'));
});

test('Three lines are written by keyboard alone, each once, and stand there after a reload', async ({ page, as }) => {
  const lines = new LinesGrid(page);
  const sent: unknown[] = [];
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.postDataJSON()));
  await page.goto(LINES_ADDRESS);
  await expect(page.getByText('Les lignes du budget apparaîtront ici')).toBeVisible();
  await expectNoAxeViolations(page, 'no lines yet');
  await page.getByRole('button', { name: 'Ajouter une première ligne' }).focus();
  await page.keyboard.press('Enter');
  await expect(lines.at(0, 'operatorId')).toContainText('1 ligne');

  await expect(lines.at(1, 'operatorId')).toBeFocused();
  await test.step('a choice is filtered by typing and picked by Enter; Tab goes on', async () => {
    await page.keyboard.type('setis');
    await expect(page.getByRole('option', { name: 'SETIS' })).toHaveAttribute('aria-selected', 'true');
    await expectNoAxeViolations(page, 'a list of choices');
    await page.keyboard.press('Tab');
    await expect(lines.at(1, 'operatorId')).toContainText('SETIS');
    await expect(lines.at(1, 'workPackageId')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.type('expertise');
    await page.keyboard.press('Tab');
    await expect(lines.at(1, 'categoryCode')).toContainText(/expertise/i);
  });
  await test.step('words, a quantity and a price make the amount, which is locked then', async () => {
    await page.keyboard.type('Traduction des outils');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('5,5');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1000,33');
    await page.keyboard.press('Enter');
    await expect(lines.at(1, 'amountCents')).toContainText('5 501,81');
    await expect(lines.at(1, 'amountCents')).toHaveAttribute('aria-readonly', 'true');
    await expect(lines.state).toContainText(SAVED);
  });
  await test.step('two more lines below by Ctrl+Shift++, one of them by a calculation', async () => {
    for (const [text, amount] of [['Interprètes', '=1200*12'], ['Impression', '250,5']] as const) {
      await page.keyboard.press('Control+Shift+Equal');
      await expect(lines.notice).toContainText('1 ligne insérée.');
      await expect(page.locator('[col-id="descriptions.fr"]:focus')).toHaveCount(1);
      await page.keyboard.type(text);
      for (let n = 0; n < 4; n += 1) await page.keyboard.press('Tab');
      await page.keyboard.type(amount);
      await page.keyboard.press('Tab');
    }
    await expect(lines.total('amountCents')).toContainText('20 152,31');
    await expect(lines.state).toContainText(SAVED);
  });
  await expectNoAxeViolations(page, 'lines in their group');
  await page.reload();
  await expect(lines.total('amountCents')).toContainText('20 152,31');
  const stored = (await readLines(await as('lead'))).lines;
  expect(stored.map(({ descriptions, amountCents, formula }) => [descriptions.fr, amountCents, formula])).toEqual([
    ['Traduction des outils', 550181, ''],
    ['Interprètes', 1440000, '=1200*12'],
    ['Impression', 25050, ''],
  ]);
  expect(new Set(stored.map(({ operatorId }) => operatorId))).toEqual(new Set([setisIn(await readBudget(await as('lead'))).operatorId]));
});

test('A block from a spreadsheet brings lines; groups close; what was done is undone; amounts are spread', async ({ page, as }) => {
  await putLines(await as('lead'), [{ descriptions: { fr: 'Coordination' }, amountCents: 100000 }]);
  const lines = new LinesGrid(page);
  await page.goto(LINES_ADDRESS);
  await lines.look(1, 'descriptions.fr');
  await test.step('with lines appended, after a look at it', async () => {
    await paste(page, 'Accueil\tOnthaal\t2\t100,00\r\n"Deux\r\nlignes"\t\t\t\r\nFin\tEinde\t1,5\t10\r\n');
    const dialog = page.getByRole('dialog', { name: 'Coller ces cellules ?' });
    await expect(dialog).toContainText('Ajouter 2 lignes');
    await expectNoAxeViolations(page, 'preview of lines');
    await expect(dialog).toContainText('12 cellules');
    await expect(dialog.getByRole('checkbox')).toBeChecked();
    await dialog.getByRole('button', { name: 'Coller' }).click();
    await expect(lines.at(0, 'operatorId')).toContainText('3 lignes');
    await expect(lines.state).toContainText(SAVED);
    await expect.poll(async () => (await readLines(await as('lead'))).lines.map(({ descriptions, amountCents }) => [descriptions.fr, amountCents])).toEqual([
      ['Accueil', 20000],
      ['Deux\nlignes', null],
      ['Fin', 1500],
    ]);
  });
  await test.step('in one step of undo, and again', async () => {
    await lines.look(1, 'descriptions.fr');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await readLines(await as('lead'))).lines.map(({ descriptions, amountCents }) => [descriptions.fr, amountCents])).toEqual([['Coordination', 100000]]);
    await expect(lines.total('amountCents')).toContainText('1 000,00');
    await page.keyboard.press('Control+y');
    await expect.poll(async () => (await readLines(await as('lead'))).lines.length).toBe(3);
  });
  await test.step('and goes back to the clipboard as it came, without the head of the group', async () => {
    await lines.look(1, 'descriptions.fr');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await expect.poll(() => readClipboard(page)).toMatch(/^Accueil\tOnthaal\r?\n"Deux\r?\nlignes"\t\r?\nFin\tEinde\r?\n$/);
  });
  await test.step('amounts are spread over the half-years, to the cent', async () => {
    await lines.look(1, 'amountCents');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Alt+s');
    await expect(lines.notice).toContainText('Accueil');
    await expect(lines.total('to-allocate').locator('.pa-figure')).toHaveText('0,00');
    await expect.poll(async () => (await readLines(await as('lead'))).lines.every(({ amountCents, periodCents }) => periodCents.reduce<number>((sum, cents) => sum + (cents ?? 0), 0) === (amountCents ?? 0))).toBe(true);
    await page.keyboard.press('Control+z');
    await expect(lines.total('to-allocate').locator('.pa-figure')).toHaveText('215,00');
  });
  await test.step('groups are closed by Space on their head, which keeps its subtotal, after a reload too; finding opens them', async () => {
    await lines.look(0, 'operatorId');
    await page.keyboard.press('Space');
    await expect(lines.at(0, 'operatorId')).toHaveAttribute('aria-expanded', 'false');
    await expect(lines.at(0, 'amountCents')).toContainText('215,00');
    await expect(lines.at(1, 'operatorId')).toHaveCount(0);
    await expectNoAxeViolations(page, 'a closed group');
    await expect(lines.state).toContainText(SAVED);
    await page.goto(LINES_ADDRESS);
    await expect(lines.at(0, 'operatorId')).toHaveAttribute('aria-expanded', 'false');
    await lines.look(0, 'operatorId');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('einde');
    await expect(page.getByRole('search').getByRole('status')).toHaveText('1 sur 1');
    await page.keyboard.press('Escape');
    await expect(lines.at(3, 'descriptions.nl')).toBeFocused();
  });
  await test.step('a line is deleted in one step, and comes back whole', async () => {
    const before = (await readLines(await as('lead'))).lines;
    await page.keyboard.press('Control+Minus');
    await expect(lines.notice).toContainText('1 ligne supprimée.');
    await expect.poll(async () => (await readLines(await as('lead'))).lines.length).toBe(2);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await readLines(await as('lead'))).lines).toEqual(before);
  });
});

test('What is typed without a network is kept through a reload, and sent once when it is back', async ({ page, as, mayComplain }) => {
  mayComplain(/Failed to load resource|ERR_/);
  await putLines(await as('lead'), [{ descriptions: { fr: 'Coordination' }, amountCents: 100000 }]);
  const lines = new LinesGrid(page);
  await page.goto(LINES_ADDRESS);
  await lines.look(1, 'amountCents');
  let requests = 0;
  await page.route('**/budget/lines', (route) => (route.request().method() === 'PATCH' ? ((requests += 1), route.abort()) : route.fallback()));
  await page.keyboard.type('200');
  await page.keyboard.press('Enter');
  await expect(lines.state).toContainText('1 modification non envoyée');
  await expect(lines.at(1, 'amountCents')).toContainText('200,00');
  await page.keyboard.press('Control+Shift+Equal');
  await expect(lines.state).toContainText('2 modifications non envoyées');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(lines.at(1, 'amountCents')).toContainText('200,00');
  await expect(lines.at(0, 'operatorId')).toContainText('2 lignes');
  await page.unroute('**/budget/lines');
  // It is tried again by itself.
  await expect(lines.state).toContainText(SAVED, { timeout: 30_000 });
  expect(requests).toBeGreaterThan(0);
  expect((await readLines(await as('lead'))).lines.map(({ amountCents }) => amountCents)).toEqual([20000, null]);
});

test('Another person’s change comes by itself; the same field asks with both values', async ({ page, open, as, mayComplain }) => {
  mayComplain(/status of 412/);
  await putLines(await as('lead'), [{ descriptions: { fr: 'Coordination' }, amountCents: 100000 }]);
  const lines = new LinesGrid(page);
  await page.goto(LINES_ADDRESS);
  await lines.look(1, 'amountCents');
  const partner = await open('partner');
  const hers = new LinesGrid(partner);
  await partner.goto(LINES_ADDRESS);
  await hers.look(1, 'comment');
  await partner.keyboard.type('Voir devis');
  await partner.keyboard.press('Enter');
  await expect(lines.at(1, 'comment')).toContainText('Voir devis');
  // He types while hers is saved: he has not seen it.
  await page.keyboard.type('300');
  await hers.look(1, 'amountCents');
  await partner.keyboard.type('400');
  await partner.keyboard.press('Enter');
  await expect(hers.state).toContainText(SAVED);
  await expect.poll(async () => (await readLines(await as('lead'))).lines[0]!.amountCents).toBe(40000);
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Deux valeurs pour la même cellule' });
  await expect(question).toContainText('400,00');
  await expect(question).toContainText('300,00');
  await expectNoAxeViolations(page, 'the question');
  await question.getByRole('button', { name: 'Garder ma valeur' }).click();
  await expect.poll(async () => (await readLines(await as('lead'))).lines[0]!.amountCents).toBe(30000);
  await expect(hers.at(1, 'amountCents')).toContainText('300,00');
});

test('An amount of the overview that is the sum of lines is locked, and leads to them', async ({ page, as }) => {
  await putLines(await as('lead'), [{ descriptions: { fr: 'Coordination' }, amountCents: 100000 }, { descriptions: { fr: 'Suivi' }, amountCents: 5000 }, { categoryCode: 'TRAVEL', amountCents: 700 }]);
  const grid = new BudgetGrid(page);
  await page.goto(addressOf('budget'));
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('1 050,00');
  await expect(grid.cell('SETIS', 'STAFF')).toHaveAttribute('aria-readonly', 'true');
  await grid.cell('SETIS', 'STAFF').click();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/budget\/lines\?operator=[0-9a-f-]+&category=STAFF/);
  const lines = new LinesGrid(page);
  await expect(lines.at(0, 'operatorId')).toContainText('2 lignes');
  await expect(lines.at(1, 'amountCents')).toBeFocused();
  await page.getByRole('link', { name: 'Voir toutes les lignes' }).click();
  await expect(lines.at(0, 'operatorId')).toContainText('3 lignes');
  await page.getByRole('navigation', { name: 'Écrans du budget' }).getByRole('link', { name: 'Opérateurs' }).click();
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('1 050,00');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('lines are stacked; an amount is typed, a line added', async ({ page, as }) => {
    await putLines(await as('lead'), [{ descriptions: { fr: 'Coordination' }, amountCents: 100000 }]);
    await page.goto(LINES_ADDRESS);
    await page.getByRole('heading', { name: 'SETIS' }).click();
    const line = page.getByRole('region', { name: 'Coordination' });
    await line.getByLabel('Montant (€)').fill('1 200,50');
    await line.getByLabel('Montant (€)').press('Enter');
    await expect(page.locator('pa-save-state')).toContainText(SAVED);
    await expectNoSidewaysScrolling(page, 'lines on a phone');
    await expectNoAxeViolations(page, 'lines on a phone');
    await page.getByRole('button', { name: 'Ajouter une ligne – SETIS' }).click();
    await expect.poll(async () => (await readLines(await as('lead'))).lines.map(({ amountCents }) => amountCents)).toEqual([120050, null]);
  });
});

test('A cell of a line says who wrote what into it, and an amount how it came about', async ({ page, as }) => {
  const [lineId] = await putLines(await as('lead'), [{ descriptions: { fr: 'Traduction' }, quantity: 55_000, unitPriceCents: 100_000 }]);
  await changeLines(await as('partner'), { changed: [{ lineId, unitPriceCents: 100_033 }] as never });
  const lines = new LinesGrid(page);
  await page.goto(LINES_ADDRESS);
  await test.step('Alt+H: old and new, by whom, with the coming of the line', async () => {
    await lines.look(1, 'unitPriceCents');
    await page.keyboard.press('Alt+h');
    const panel = page.getByRole('complementary', { name: 'Historique de la cellule' });
    await expect(panel).toContainText('Traduction – Prix unitaire');
    const entries = panel.getByRole('listitem');
    await expect(entries.first()).toContainText('1 000,00 €');
    await expect(entries.first()).toContainText('1 000,33 €');
    await expect(entries.first()).toContainText(PEOPLE.partner.name);
    await expect(entries.nth(1)).toContainText('Ligne ajoutée');
    await expect(entries.nth(1)).toContainText(PEOPLE.lead.name);
    await expectNoAxeViolations(page, 'history of a line’s cell');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(lines.at(1, 'unitPriceCents')).toBeFocused();
  });
  await test.step('?: quantity × unit price, cut at the cent; to allocate leads on to the amount', async () => {
    await lines.look(1, 'to-allocate');
    await page.keyboard.press('?');
    const panel = page.getByRole('complementary', { name: 'Comment ce chiffre est obtenu' });
    await expect(panel).toContainText('Montant 5 501,81 € − semestres 0,00 € = 5 501,81 €');
    await panel.getByRole('button', { name: '5 501,81' }).click();
    await expect(panel).toContainText('5,5 × 1 000,33 € = 5 501,81 €');
    await expect(panel).toContainText('la fraction de cent est coupée');
    await expectNoAxeViolations(page, 'explanation of a line’s amount');
    await page.keyboard.press('Escape');
    await expect(lines.at(1, 'to-allocate')).toBeFocused();
  });
});

test('A unit cost is chosen from the catalogue: its category and its price come along, and the price says why it is locked', async ({ page, as }) => {
  await putLines(await as('lead'), [{ descriptions: { fr: 'Évaluation' } }]);
  const lines = new LinesGrid(page);
  await page.goto(LINES_ADDRESS);
  await lines.look(1, 'catalogueCode');
  await page.keyboard.type('expert');
  await expect(page.getByRole('option', { name: /Journée d’expertise externe/ })).toHaveAttribute('aria-selected', 'true');
  await expectNoAxeViolations(page, 'the catalogue');
  await page.keyboard.press('Enter');
  await expect(lines.at(1, 'categoryCode')).toContainText(/expertise/i);
  await expect(lines.at(1, 'unitPriceCents')).toContainText('485,00');
  await expect(lines.at(1, 'unitPriceCents')).toHaveAttribute('aria-readonly', 'true');
  await lines.look(1, 'unitPriceCents');
  await expect(page.locator('.cell-line')).toContainText('Le prix unitaire de Journée d’expertise externe est celui du catalogue : 485,00 €.');
  await lines.look(1, 'quantity');
  await page.keyboard.type('2,5');
  await page.keyboard.press('Enter');
  await expect(lines.total('amountCents')).toContainText('1 212,50');
  await expect(lines.state).toContainText(SAVED);
  expect((await readLines(await as('lead'))).lines.map(({ catalogueCode, categoryCode, amountCents }) => [catalogueCode, categoryCode, amountCents])).toEqual([['EXPERT_DAY', 'EXTERNAL', 121_250]]);
});
