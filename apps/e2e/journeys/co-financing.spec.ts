import type { ChangeMatchFunding, CoFinancingView, NewMatchFunding } from '@passerelle/budget/model';
import { randomUUID } from 'node:crypto';
import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { putBudgetBack } from '../support/budget';
import { paste } from '../support/clipboard';
import { expect, test } from '../support/journey';
import type { Requests } from '../support/people';

const AT = '/api/programmes/FWVL/projects/4.8.337/budget';
const SCREEN = '/programmes/FWVL/projects/4.8.337/budget/co-financing';
const read = (who: Requests): Promise<CoFinancingView> => who.read(`${AT}/co-financing`);
const setisIn = (view: CoFinancingView) => view.operators.find(({ name }) => name === 'SETIS')!;

async function change(who: Requests, of: (view: CoFinancingView) => Partial<ChangeMatchFunding>): Promise<void> {
  const view = await read(who);
  const asked: ChangeMatchFunding = { inserted: [], changed: [], removed: [], ...of(view) };
  if (asked.inserted.length + asked.changed.length + asked.removed.length > 0) await who.change(`${AT}/match-funding`, view.revision, asked);
}
const add = (who: Requests, fields: Partial<NewMatchFunding>): Promise<void> => change(who, (view) => ({ inserted: [{ sourceId: randomUUID(), operatorId: setisIn(view).operatorId, kind: 'PUBLIC', name: 'Région wallonne', amountCents: 1_000_000, ...fields }] }));

test.beforeEach(async ({ as }) => {
  const lead = await as('lead');
  await putBudgetBack(lead);
  await change(lead, (view) => ({ removed: view.operators.flatMap(({ sources }) => sources.map(({ sourceId }) => sourceId)) }));
});
test.afterAll(async ({ as }) => change(await as('lead'), (view) => ({ removed: view.operators.flatMap(({ sources }) => sources.map(({ sourceId }) => sourceId)) })));

test('The partner’s officer enters who pays, sees what is left for her operator, asks how it came about, and takes a step back', async ({ open, as }) => {
  const page = await open('partner');
  await page.goto('/programmes/FWVL/projects/4.8.337/budget');
  await page.getByRole('link', { name: 'Cofinancement' }).click();
  const row = page.getByRole('row', { name: /WA SETIS/ });
  await expect(row.getByRole('cell')).toHaveText(['109 307,23', /54\s653,61/, '0,00', '0,00', '0,00', '54 653,62', '0,00']);
  await expect(page.locator('pa-co-financing')).toContainText('Aucune source');
  await expectNoAxeViolations(page, 'co-financing, no source yet');

  await page.getByRole('button', { name: 'Ajouter une source' }).click();
  const grid = page.getByRole('grid').or(page.getByRole('treegrid'));
  await expect(grid.locator('[col-id="name"]:focus')).toHaveCount(1);
  await page.keyboard.type('Région wallonne');
  await page.keyboard.press('Tab');
  await expect(grid.locator('[col-id="kind"]:focus')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('32792,17');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Enregistré \d\d:\d\d:\d\d/)).toBeVisible();
  await expect(row.getByRole('cell')).toHaveText(['109 307,23', /54\s653,61/, '32 792,17', '0,00', '0,00', '21 861,45', '0,00']);
  expect(setisIn(await read(await as('partner'))).sources).toMatchObject([{ name: 'Région wallonne', amountCents: 3_279_217, kind: 'PUBLIC' }]);
  await expectNoAxeViolations(page, 'co-financing, a source');

  await row.getByRole('button', { name: '21 861,45' }).click();
  const panel = page.getByRole('complementary', { name: 'Comment ce montant est calculé' }).or(page.locator('pa-side-panel'));
  await expect(panel.first()).toContainText('contreparties 32 792,17');
  await page.keyboard.press('Escape');

  await grid.locator('[col-id="letterReference"]').last().click();
  await paste(page, 'RW/2017/112\t02/03/2017\tsignée');
  await expect.poll(async () => setisIn(await read(await as('partner'))).sources[0]).toMatchObject({ letterReference: 'RW/2017/112', letterDate: '2017-03-02', letterStatus: 'SIGNED' });
  await page.keyboard.press('Control+z');
  await expect.poll(async () => setisIn(await read(await as('partner'))).sources[0]).toMatchObject({ letterReference: '', letterDate: null, letterStatus: 'NONE' });
});

test('Sources beyond the budget are kept and shown as a difference, to the secretariat over the whole programme', async ({ open, as }) => {
  await add(await as('lead'), { amountCents: 6_000_000 });
  const page = await open('secretariat');
  await page.goto('/');
  await page.getByRole('link', { name: 'Qui paie combien' }).click();
  await expect(page.getByRole('row', { name: /AB Réfugiés/ }).getByRole('cell')).toHaveText(['1 389 740,18', '694 870,08', '60 000,00', '0,00', '0,00', '640 216,48', '-5 346,38']);
  await expect(page.getByRole('row', { name: 'Part' }).getByRole('cell')).toHaveText(['100 %', '50 %', '4,32 %', '0 %', '0 %', '46,06 %', '']);
  await expectNoAxeViolations(page, 'who pays how much in the programme');
  await page.getByRole('link', { name: 'AB Réfugiés - Social' }).click();
  await expect(page.locator('.balance')).toContainText('dépassent le budget de 5 346,38 €');
  await expect(page.getByRole('button', { name: 'Ajouter une source' })).toHaveCount(0);
  await expectNoAxeViolations(page, 'co-financing beyond the budget, read only');
});

test('What somebody else saves arrives by itself; where both change one amount it is asked, with who and what', async ({ open, as, mayComplain }) => {
  mayComplain(/status of 412/);
  const lead = await as('lead');
  await add(lead, {});
  const page = await open('partner');
  await page.goto(SCREEN);
  const amount = page.getByRole('grid').or(page.getByRole('treegrid')).locator('.ag-row:not(.pa-group-row) [col-id="amountCents"]');
  await expect(amount).toHaveText(/10\s000,00/);
  const put = (cents: number) => change(lead, (view) => ({ changed: [{ sourceId: setisIn(view).sources[0]!.sourceId, amountCents: cents }] }));
  await put(1_200_000);
  await expect(amount).toHaveText(/12\s000,00/);
  await amount.click();
  await page.keyboard.type('20000');
  await put(1_500_000);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/Responsable financier · SGAR a mis 15\s000,00\s€ à la place/);
  await expectNoAxeViolations(page, 'co-financing, asked about a source');
  await page.getByRole('button', { name: 'Garder ma valeur' }).click();
  await expect.poll(async () => setisIn(await read(await as('partner'))).sources[0]!.amountCents).toBe(2_000_000);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('On a phone, in Dutch, a source is added and its letter noted', async ({ open, as }) => {
  const page = await open('partner', { viewport: { width: 360, height: 740 } });
  await page.goto(SCREEN);
  await page.getByLabel('Langue').selectOption('nl');
  await page.getByRole('button', { name: 'Bron toevoegen bij SETIS' }).click();
  await page.getByLabel('Wie betaalt').fill('Provincie');
  await page.getByLabel('Wie betaalt').blur();
  await page.getByLabel('Bedrag (€)').fill('1.234,5');
  await page.getByLabel('Bedrag (€)').blur();
  await page.getByLabel('Datum van de brief').fill('2017-03-02');
  await page.getByLabel('Stand van de brief').selectOption('PROMISED');
  await expect.poll(async () => setisIn(await read(await as('partner'))).sources).toMatchObject([{ name: 'Provincie', amountCents: 123_450, letterDate: '2017-03-02', letterStatus: 'PROMISED' }]);
  await expectNoSidewaysScrolling(page, 'co-financing on a phone');
  await expectNoAxeViolations(page, 'co-financing on a phone');
  await page.getByRole('button', { name: 'Provincie verwijderen' }).click();
  await expect.poll(async () => setisIn(await read(await as('partner'))).sources).toEqual([]);
});
