import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readSheet } from 'read-excel-file/node';
import type { BudgetLinesView } from '@passerelle/budget/model';
import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { BudgetGrid, PROJECT, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { expect, test } from '../support/journey';
import type { Requests } from '../support/people';

const LINES = `/api/programmes/FWVL/projects/${PROJECT}/budget/lines`;
const IMPORT = `/programmes/FWVL/projects/${PROJECT}/budget/import`;

test.use({ person: 'lead' });

/** Takes every line of SETIS away, and the budget back to what was published. */
async function withoutLines(requests: Requests): Promise<void> {
  const { revision, lines } = await requests.read<BudgetLinesView>(LINES);
  if (lines.length > 0) await requests.change(LINES, revision, { inserted: [], changed: [], removed: lines.map(({ lineId }) => lineId) });
  await putBudgetBack(requests);
}

test.beforeEach(async ({ as }) => withoutLines(await as('lead')));
test.afterEach(async ({ as }) => withoutLines(await as('lead')));

/** What another program makes of a workbook: it knows nothing of the one that wrote it. */
function edited(bytes: Uint8Array, cells: Readonly<Record<string, string>>): Buffer {
  const parts = unzipSync(bytes);
  for (const [name, part] of Object.entries(parts)) {
    const xml = strFromU8(part);
    if (!name.startsWith('xl/worksheets/') || !Object.keys(cells).every((cell) => xml.includes(`<v>${cell}</v>`))) continue;
    parts[name] = strToU8(Object.entries(cells).reduce((text, [before, after]) => text.replace(`<v>${before}</v>`, `<v>${after}</v>`), xml));
  }
  return Buffer.from(zipSync(parts));
}

test('A budget goes out as a workbook, two cells are changed in it, and exactly these two come back', async ({ page, as }) => {
  const requests = await as('lead');
  const budget = await readBudget(requests);
  const { operatorId } = setisIn(budget);
  const line = { operatorId, position: 1, lineId: randomUUID() };
  await requests.change(LINES, budget.revision, {
    inserted: [{ ...line, categoryCode: 'STAFF', descriptions: { fr: 'Assistante sociale' }, quantity: 55_000, unitPriceCents: 100_033 }, { ...line, lineId: randomUUID(), position: 2, categoryCode: 'TRAVEL', descriptions: { fr: 'Déplacements' }, amountCents: 123_456 }],
    changed: [], removed: [],
  });
  const grid = new BudgetGrid(page);
  await grid.open();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Exporter: Classeur (XLSX)' }).click();
  const bytes = await readFile(await (await downloading).path());
  expect((await readSheet(bytes, 'SETIS')).flat()).toEqual(expect.arrayContaining(['SETIS', 'Frais de personnel', 'Assistante sociale', 5.5, 1000.33, 5501.81, 1234.56]));
  const file = { name: 'budget.xlsx', mimeType: 'application/octet-stream', buffer: edited(bytes, { '5.5': '6', '1234.56': '1300' }) };

  await page.getByRole('link', { name: 'Importer un classeur' }).click();
  await expect(page.getByRole('heading', { name: 'Importer un classeur' })).toBeVisible();
  await expectNoAxeViolations(page, 'a workbook is chosen');
  await page.getByLabel('Choisir un fichier XLSX ou CSV').setInputFiles(file);
  await expect(page.getByRole('heading', { name: '2 lignes changeraient.' })).toBeVisible();
  await expect(page.locator('.outcome')).toBeFocused();
  await expect(page.locator('.differences > li')).toHaveCount(2);
  await expect(page.locator('.differences .cells tbody tr')).toHaveText([/Quantité\s*5,5\s*6/, /Montant\s*1\s234,56\s*1\s300,00/]);
  await expectNoAxeViolations(page, 'two cells differ');
  expect((await readBudget(requests)).totals.amountsCents).toEqual({ STAFF: 550_181, TRAVEL: 123_456 });

  await page.getByRole('button', { name: 'Enregistrer ces 2 changements' }).click();
  await expect(page.getByRole('heading', { name: '2 changements sont enregistrés.' })).toBeVisible();
  await page.getByRole('link', { name: 'Revenir au budget' }).last().click();
  await expect(grid.cell('SETIS', 'STAFF')).toContainText('6 001,98');
  await expect(grid.cell('SETIS', 'TRAVEL')).toContainText('1 300,00');
  const after = await readBudget(requests);
  expect([after.totals.amountsCents, setisIn(after).toAllocateCents]).toEqual([{ STAFF: 600_198, TRAVEL: 130_000 }, setisIn(after).totalCents - 730_198]);

  await page.goto(IMPORT);
  await page.getByLabel('Choisir un fichier XLSX ou CSV').setInputFiles(file);
  await expect(page.getByRole('heading', { name: 'Le fichier ne change rien.' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Enregistrer/ })).toHaveCount(0);
});

test('An own table is understood, corrected, asked about and taken in, on a phone too', async ({ page, as }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(IMPORT);
  const table = { name: 'eigen.csv', mimeType: 'text/csv', buffer: Buffer.from('Opérateur;Poste;Libellé;Montant\r\nSetis;Personnel;Coordination;1.500\r\nSetis;Trajets;Train;250,10\r\nTotal;;;1750,10\r\n', 'latin1') };
  await page.getByLabel('Choisir un fichier XLSX ou CSV').setInputFiles(table);
  await expect(page.getByRole('heading', { name: '2 erreurs sont à corriger.' })).toBeVisible();
  await expectNoAxeViolations(page, 'a table is understood');
  await expectNoSidewaysScrolling(page, 'a table is understood');
  await page.getByRole('combobox', { name: /^Trajets/ }).selectOption({ label: 'Frais de déplacement et d’hébergement' });
  await expect(page.getByRole('heading', { name: 'Une erreur est à corriger.' })).toBeVisible();
  await page.getByRole('button', { name: /« 1\.500 » en D2 se lit 1\s500,00/ }).click();
  await expect(page.getByRole('heading', { name: '2 lignes changeraient.' })).toBeVisible();
  await expectNoSidewaysScrolling(page, 'a table is compared');
  await page.getByRole('button', { name: 'Enregistrer ces 2 changements' }).click();
  await expect(page.getByRole('heading', { name: '2 changements sont enregistrés.' })).toBeVisible();
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 150_000, TRAVEL: 25_010 });

  await test.step('The same heads next time are understood at once', async () => {
    await page.getByRole('button', { name: 'Choisir un autre fichier' }).click();
    await page.getByLabel('Choisir un fichier XLSX ou CSV').setInputFiles({ ...table, buffer: Buffer.from('Opérateur;Poste;Libellé;Montant\nSetis;Trajets;Bus;12,00\n') });
    await expect(page.getByRole('heading', { name: 'Une ligne changerait.' })).toBeVisible();
  });
});
