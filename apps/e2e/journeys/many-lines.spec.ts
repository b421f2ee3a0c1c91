import type { Page } from '@playwright/test';
import type { BudgetLinesView, BudgetView, ChangeLines, LineChanges, LineView } from '@passerelle/budget/model';
import { readBudget } from '../support/budget';
import { putOnClipboard } from '../support/clipboard';
import { expect, test } from '../support/journey';
import { LINES_ADDRESS, LinesGrid, readLines } from '../support/lines';
import { processorTimeOf, scrollFrames, scrollRows, untilShown, watched, type Watched } from '../support/watched';

const LINES = 15_000;
const LONG_TASK_MS = 50;

test.use({ person: 'lead' });

/** The product's own screen with as many lines as the largest project has, over half-years of seven years: only the answers of the server are made up. */
async function manyLines(page: Page, budget: BudgetView, model: BudgetLinesView): Promise<void> {
  const codes = budget.categories.filter(({ kind }) => kind === 'REAL').map(({ code }) => code);
  const amount = (n: number) => n as LineView['amountCents'];
  const lines = new Map(
    Array.from({ length: LINES }, (_, index): [string, LineView] => {
      const lineId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const line: LineView = {
        lineId,
        operatorId: budget.operators[index % budget.operators.length]!.operatorId,
        categoryCode: codes[index % codes.length]!,
        workPackageId: null,
        position: index * 1024,
        kind: 'LINE',
        descriptions: { fr: `Ligne ${index + 1} : animation des ateliers`, nl: `Regel ${index + 1}: begeleiding van de workshops` },
        quantity: null,
        unitPriceCents: null,
        amountCents: amount(1_000_000 + index),
        amountEntered: true,
        periodCents: model.periods.map(({ number }) => amount(10_000 + number)),
        comment: index % 5 === 0 ? 'Voir devis' : '',
        inKindBy: '',
        formula: '',
        catalogueCode: null,
      };
      return [lineId, line];
    }),
  );
  let { revision } = model;
  await page.route('**/api/**/budget/lines', (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: { ...model, lines: [...lines.values()] }, headers: { etag: `"${revision}"` } });
    const { changed } = route.request().postDataJSON() as ChangeLines;
    for (const { lineId, descriptions, periods, ...fields } of changed) {
      const line = lines.get(lineId)!;
      const periodCents = model.periods.map(({ number }) => amount((periods?.[number] ?? line.periodCents[number - 1]) as number));
      lines.set(lineId, { ...line, ...(fields as Partial<LineView>), descriptions: { ...line.descriptions, ...descriptions }, periodCents });
    }
    revision += 1;
    const answer: LineChanges = { revision, changedAt: new Date().toISOString(), lines: changed.map(({ lineId }) => lines.get(lineId)!), removed: [], operators: [], totals: budget.totals };
    return route.fulfill({ json: answer });
  });
  await page.route('**/api/**/budget/presence', (route) => route.fulfill({ status: 204 }));
}

const told = (seen: Watched): string => JSON.stringify({ ...seen, longTasks: seen.longTasks.filter((ms) => ms > LONG_TASK_MS) });

test('15 000 lines in their groups scroll fluently, and a block of 2 000 cells stands on the screen at once', async ({ page, as }) => {
  test.slow();
  await manyLines(page, await readBudget(await as('lead')), await readLines(await as('lead')));
  const lines = new LinesGrid(page);
  await page.goto(LINES_ADDRESS);
  await expect(lines.at(1, 'amountCents')).toBeVisible();
  const note = (type: string, description: string) => test.info().annotations.push({ type, description });

  await test.step('scrolls', async () => {
    const scrolled = await watched(page, () => scrollRows(page, 4000));
    note('scrolling', told(scrolled));
    const milliseconds = await processorTimeOf(page, () => scrollFrames(page, 150));
    test.info().annotations.push({ type: 'a frame of scrolling', description: `${milliseconds.toFixed(1)} ms of the processor` });
  });

  await test.step('pastes 2 000 cells', async () => {
    await page.evaluate(() => document.querySelector('.ag-grid-viewport')!.scrollTo(0, 0));
    await lines.look(1, 'descriptions.fr');
    await putOnClipboard(page, Array.from({ length: 500 }, (_, row) => [`Texte ${row}`, `Tekst ${row}`, '2', '10,50'].join('\t')).join('\r\n') + '\r\n');
    await page.keyboard.press('Control+v');
    const dialog = page.getByRole('dialog', { name: 'Coller ces cellules ?' });
    await expect(dialog).toContainText(/2.000 bonnes/);
    const shownAfter = untilShown(page, '[row-index="1"] [col-id="unitPriceCents"] .pa-figure', '10,50');
    const spent = await processorTimeOf(page, async () => {
      await dialog.getByRole('button', { name: 'Coller' }).click();
      note('block of 2 000 cells', `on the screen after ${(await shownAfter).toFixed(0)} ms`);
      return 1;
    });
    note('block of 2 000 cells', `${spent.toFixed(0)} ms of the processor`);
    await expect(lines.notice).toContainText('cellules collées');
  });

  await test.step('types one cell, closes a group, selects all', async () => {
    await lines.look(2, 'quantity');
    note('typing', told(await watched(page, async () => {
      await page.keyboard.type('5');
      await page.keyboard.press('Enter');
      await expect(lines.at(2, 'quantity')).toContainText('5');
    })));
    await lines.look(0, 'operatorId');
    note('closing a group', told(await watched(page, async () => {
      await page.keyboard.press('Space');
      await expect(lines.at(0, 'operatorId')).toHaveAttribute('aria-expanded', 'false');
    })));
    note('selecting all', told(await watched(page, async () => {
      await page.keyboard.press('Control+a');
      await expect(page.locator('.pa-grid-sums')).toBeVisible();
    })));
  });
  for (const { type, description } of test.info().annotations) await test.info().attach(type, { body: description ?? '' });
});
