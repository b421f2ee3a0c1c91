import type { Page } from '@playwright/test';
import type { AmountChange, BudgetChanges, BudgetView, OperatorBudgetView } from '@passerelle/budget/model';
import { BudgetGrid, readBudget } from '../support/budget';
import { putOnClipboard } from '../support/clipboard';
import { expect, test } from '../support/journey';
import { processorTimeOf, scrollFrames, scrollRows, untilShown, watched } from '../support/watched';

const ROWS = 15_000;
const LONG_TASK_MS = 50;

test.use({ person: 'lead' });

/** The product's own screen with as many rows as the largest project has: only the answers of the server are made up. */
async function manyRows(page: Page, view: BudgetView): Promise<void> {
  const codes = view.categories.filter(({ kind }) => kind === 'REAL').map(({ code }) => code);
  const rowOf = (index: number): OperatorBudgetView => {
    const model = view.operators[index % view.operators.length]!;
    const operatorId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const amountsCents = Object.fromEntries(codes.map((code, column) => [code, 100_000 + index * 7 + column])) as OperatorBudgetView['amountsCents'];
    return { ...model, operatorId, name: `Ligne ${index + 1}`, amountsCents };
  };
  const operators = Array.from({ length: ROWS }, (_, index) => rowOf(index));
  const byId = new Map(operators.map((row) => [row.operatorId, row]));
  await page.route('**/api/**/budget', (route) => route.fulfill({ json: { ...view, operators }, headers: { etag: `"${view.revision}"` } }));
  // The server knows none of these rows: nobody stands in them.
  await page.route('**/api/**/budget/presence', (route) => route.fulfill({ status: 204 }));
  await page.route('**/api/**/budget/amounts', (route) => {
    const { changes } = route.request().postDataJSON() as { changes: AmountChange[] };
    for (const { operatorId, cell, amountCents } of changes) {
      const row = byId.get(operatorId)!;
      byId.set(operatorId, { ...row, amountsCents: { ...row.amountsCents, [cell]: amountCents } as OperatorBudgetView['amountsCents'] });
    }
    const touched = [...new Set(changes.map(({ operatorId }) => operatorId))].map((id) => byId.get(id)!);
    const answer: BudgetChanges = { revision: view.revision + 1, changedAt: new Date().toISOString(), operators: touched, totals: view.totals };
    return route.fulfill({ json: answer });
  });
}

test('15 000 rows scroll fluently, and a block of 2 000 cells stands on the screen at once', async ({ page, as }) => {
  test.slow();
  await manyRows(page, await readBudget(await as('lead')));
  const grid = new BudgetGrid(page);
  await page.goto('/programmes/FWVL/projects/4.8.337/budget');
  const first = grid.grid.locator('[row-index="0"] [col-id="STAFF"]');
  await expect(first).toBeVisible();

  await test.step('scrolls', async () => {
    const scrolled = await watched(page, () => scrollRows(page, 4000));
    test.info().annotations.push({ type: 'scrolling', description: JSON.stringify({ ...scrolled, longTasks: scrolled.longTasks.filter((ms) => ms > LONG_TASK_MS) }) });
    const milliseconds = await processorTimeOf(page, () => scrollFrames(page, 150));
    test.info().annotations.push({ type: 'a frame of scrolling', description: `${milliseconds.toFixed(1)} ms of the processor` });
  });

  await test.step('pastes 2 000 cells', async () => {
    await page.evaluate(() => document.querySelector('.ag-grid-viewport')!.scrollTo(0, 0));
    await first.click();
    await putOnClipboard(page, Array.from({ length: 500 }, (_, row) => [1, 2, 3, 4].map((column) => `${row}${column},50`).join('\t')).join('\r\n') + '\r\n');
    await page.keyboard.press('Control+v');
    const dialog = page.getByRole('dialog', { name: 'Coller ces cellules ?' });
    await expect(dialog).toContainText(/2.000 bonnes/);
    const shownAfter = untilShown(page, '[row-index="0"] [col-id="STAFF"] .pa-figure', '1,50');
    await dialog.getByRole('button', { name: 'Coller' }).click();
    const milliseconds = await shownAfter;
    test.info().annotations.push({ type: 'block of 2 000 cells', description: `${milliseconds.toFixed(0)} ms` });
    await expect(page.locator('.pa-grid-notice')).toContainText('cellules collées');
  });

  await test.step('goes on selecting while the mouse is held below the rows, and not into the totals', async () => {
    const box = (await first.boundingBox())!;
    const area = (await page.locator('.ag-grid-viewport').boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, area.y + area.height + 20, { steps: 4 });
    await expect(grid.grid.locator('[row-index="30"] [aria-selected="true"]')).toBeAttached();
    await page.mouse.up();
    await expect(grid.grid.locator('.ag-row-pinned [aria-selected="true"]')).toHaveCount(0);
    await page.keyboard.press('Control+Home');
  });

  await test.step('selects all, finds the last row', async () => {
    const all = await watched(page, async () => {
      await page.keyboard.press('Control+a');
      await expect(page.locator('.pa-grid-sums')).toBeVisible();
    });
    const found = await watched(page, async () => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('Ligne 15000');
      await expect(page.getByRole('search').getByRole('status')).toHaveText('1 sur 1');
    });
    test.info().annotations.push({ type: 'selecting all', description: JSON.stringify(all) }, { type: 'finding', description: JSON.stringify(found) });
    await expect(grid.grid.locator('[row-index="14999"] [col-id="operator"]')).toBeInViewport();
  });
  for (const { type, description } of test.info().annotations) await test.info().attach(type, { body: description ?? '' });
});
