import { expectNoAxeViolations } from '../support/accessibility';
import { addressOf, BudgetGrid, historyOfSetis, putBudgetBack, readBudget, setisIn, writeToSetis } from '../support/budget';
import { expect, test } from '../support/journey';
import { pressKeypadPoint, tabTo } from '../support/keyboard';
import { PEOPLE, PASSWORD } from '../support/people';

test.use({ person: 'lead' });

let budget: BudgetGrid;
test.beforeEach(async ({ page, as }) => {
  await putBudgetBack(await as('lead'));
  budget = new BudgetGrid(page);
});

test('The finance officer types 54 653,62 where SETIS has its budget, by keyboard alone, and sees ERDF and totals follow', async ({ page, as }) => {
  await test.step('comes to the grid from the sheet by Tab and Enter', async () => {
    await page.goto(addressOf('sheet'));
    await tabTo(page, page.getByRole('link', { name: 'Budget', exact: true }));
    await page.keyboard.press('Enter');
    await expect(budget.total('TOTAL')).toContainText('1 389 740,18');
    await expectNoAxeViolations(page, 'budget');
    await tabTo(page, budget.grid);
    await page.keyboard.press('ArrowDown');
    await budget.goTo('SETIS', 'TOTAL');
  });

  await test.step('types the amount', async () => {
    await expect(budget.state).toContainText('Chaque montant s’enregistre dès que vous quittez sa cellule.');
    await page.keyboard.type('54 653,62');
    await page.keyboard.press('Enter');
    await expect(budget.cell('SETIS', 'TOTAL')).toContainText('54 653,62');
  });

  await test.step('sees the row, the totals and the head of the project follow', async () => {
    await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
    await expect(budget.cell('SETIS', 'erdf')).toContainText('27 326,81');
    await expect(budget.cell('SETIS', 'own')).toContainText('27 326,81');
    await expect(budget.cell('SETIS', 'to-allocate')).toContainText('54 653,62');
    await expect(budget.total('TOTAL')).toContainText('1 335 086,57');
    await expect(budget.total('erdf')).toContainText('667 543,28');
    await expect(budget.total('own')).toContainText('667 543,29');
    await expect(page.locator('.project-head').getByRole('button')).toHaveText(['1 335 086,57 €', '667 543,28 €']);
    await expectNoAxeViolations(page, 'budget, saved');
  });

  await test.step('finds it again after a reload, and on the sheet', async () => {
    await page.reload();
    await expect(budget.cell('SETIS', 'TOTAL')).toContainText('54 653,62');
    await expect(budget.total('erdf')).toContainText('667 543,28');
    await page.getByRole('link', { name: 'Fiche', exact: true }).click();
    const row = page.getByRole('table', { name: 'Opérateurs et budget' }).getByRole('row', { name: /^SETIS/ });
    await expect(row.getByRole('cell')).toHaveText(['WA', '54 653,62', '27 326,81']);
    expect(setisIn(await readBudget(await as('lead')))).toMatchObject({ totalCents: 5465362, erdfCents: 2732681 });
  });
});

test('The finance officer breaks a total down into cost categories and sees what is left to allocate fall', async ({ page, as }) => {
  await budget.open();
  await budget.type('SETIS', 'STAFF', '60 000');
  await expect(budget.cell('SETIS', 'to-allocate')).toContainText('49 307,23');
  await expect(budget.total('to-allocate')).toContainText('1 329 740,18');
  await budget.type('SETIS', 'OFFICE', '9 307,23');
  await expect(budget.cell('SETIS', 'to-allocate')).toContainText('40 000,00');
  await expect(budget.total('OFFICE')).toContainText('9 307,23');

  await test.step('is shown where the lines exceed the agreed total', async () => {
    await budget.type('SETIS', 'WORKS', '40 000,01');
    await expect(budget.cell('SETIS', 'to-allocate')).toContainText('-0,01');
    await expect(budget.cell('SETIS', 'to-allocate')).toContainText(/dépass/);
  });

  await test.step('lets the total follow the lines by emptying it', async () => {
    await budget.cell('SETIS', 'TOTAL').click();
    await page.keyboard.press('Delete');
    await expect(budget.cell('SETIS', 'TOTAL')).toContainText('109 307,24');
    await expect(budget.cell('SETIS', 'to-allocate')).toContainText(/^\D*0,00/);
    await expect(budget.cell('SETIS', 'erdf')).toContainText('54 653,62');
    expect(setisIn(await readBudget(await as('lead')))).toMatchObject({ agreedTotalCents: null, totalCents: 10930724, toAllocateCents: 0 });
  });
});

test('The finance officer is asked which amount was meant where two are possible', async ({ page, as }) => {
  await budget.open();
  await budget.type('SETIS', 'TRAVEL', '1.234');
  const question = page.getByRole('dialog', { name: '« 1.234 » : quel montant ?' });
  await expect(question.getByRole('button')).toHaveText(['1 234,00 €', '1,23 €', /Décider plus tard/]);
  await expectNoAxeViolations(page, 'question which amount');

  await test.step('decides later: the text stays, marked, and nothing is sent', async () => {
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(budget.cell('SETIS', 'TRAVEL')).toContainText('1.234');
    await expect(budget.cell('SETIS', 'TRAVEL')).toHaveAttribute('aria-invalid', 'true');
    await expect(budget.state).toContainText('À préciser');
    expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({});
  });

  await test.step('opens the cell again, as its mark says, and answers by keyboard', async () => {
    await budget.cell('SETIS', 'TRAVEL').click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Enter');
    await expect(question).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(question.getByRole('button', { name: '1 234,00 €' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(question).toBeHidden();
    await expect(budget.cell('SETIS', 'TRAVEL')).toContainText('1 234,00');
    await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
    expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ TRAVEL: 123400 });
  });
});

test('What is no amount stays as it was typed, marked, with its reason and the way out', async ({ page, as, mayComplain }) => {
  await writeToSetis(await as('lead'), 'EXTERNAL', 100000);
  await budget.open();
  await budget.type('SETIS', 'EXTERNAL', 'abc');
  const cell = budget.cell('SETIS', 'EXTERNAL');
  await expect(cell).toContainText('abc');
  await expect(cell).toHaveAttribute('aria-invalid', 'true');
  await expect(budget.state).toContainText('Refusé : Ce texte n’est pas un montant.');
  await expectNoAxeViolations(page, 'budget, refused cell');

  await test.step('leads to the cell, and puts the saved amount back', async () => {
    await budget.cell('La Vie Active', 'STAFF').click();
    await budget.state.getByRole('button', { name: /Aller à la cellule/ }).click();
    await expect(cell).toBeFocused();
    await page.getByRole('button', { name: 'Reprendre la valeur enregistrée' }).click();
    await expect(cell).toContainText('1 000,00');
    await expect(cell).not.toHaveAttribute('aria-invalid', 'true');
    await expect(budget.state).not.toContainText('Refusé');
  });

  await test.step('and what the server refuses stays as well', async () => {
    mayComplain(/status of 422/);
    await budget.type('SETIS', 'EXTERNAL', '-5');
    await expect(cell).toContainText('-5');
    await expect(cell).toHaveAttribute('aria-invalid', 'true');
    await expect(budget.state).toContainText('Refusé');
    expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ EXTERNAL: 100000 });
  });
});

test('The history of a cell says who wrote what, old and new', async ({ page, as }) => {
  await writeToSetis(await as('partner'), 'STAFF', 6000000);
  await budget.open();
  await budget.type('SETIS', 'STAFF', '61 500,50');
  await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
  await budget.cell('SETIS', 'STAFF').click();
  await page.keyboard.press('Alt+h');
  const panel = page.getByRole('complementary', { name: 'Historique de la cellule' });
  const entries = panel.getByRole('listitem');
  await expect(entries.first()).toContainText('60 000,00 €');
  await expect(entries.first()).toContainText('61 500,50 €');
  await expect(entries.first()).toContainText(PEOPLE.lead.name);
  await expect(entries.nth(1)).toContainText('vide');
  await expect(entries.nth(1)).toContainText('60 000,00 €');
  await expect(entries.nth(1)).toContainText(PEOPLE.partner.name);
  await expectNoAxeViolations(page, 'history of a cell');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(budget.cell('SETIS', 'STAFF')).toBeFocused();

  await test.step('and so does the history of the project', async () => {
    await page.getByRole('link', { name: 'Historique', exact: true }).click();
    await expect(page.getByRole('main')).toContainText('Montants modifiés');
    await expect(page.getByRole('main')).toContainText('61 500,50');
    await expectNoAxeViolations(page, 'history of the project');
  });
});

test('The point of the numeric keypad writes the reader’s decimal mark', async ({ page, as }) => {
  await budget.open();
  await budget.cell('SETIS', 'EQUIPMENT').click();
  await page.keyboard.type('1234');
  await pressKeypadPoint(page);
  await page.keyboard.type('5');
  await expect(budget.grid.getByRole('textbox')).toHaveValue('1234,5');
  await page.keyboard.press('Enter');
  await expect(budget.cell('SETIS', 'EQUIPMENT')).toContainText('1 234,50');
  await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ EQUIPMENT: 123450 });
});

test('A lost network keeps what was typed and sends it when it is back', async ({ page, context, as, mayComplain }) => {
  mayComplain(/ERR_INTERNET_DISCONNECTED/);
  const before = await historyOfSetis(await as('lead'), 'STAFF');
  await budget.open();
  await context.setOffline(true);
  await budget.type('SETIS', 'STAFF', '1 000,00');
  await budget.type('SETIS', 'OFFICE', '200,00');
  await expect(budget.state).toContainText('2 montants non envoyés');
  await expect(budget.cell('SETIS', 'STAFF')).toContainText('1 000,00');
  await expectNoAxeViolations(page, 'budget, not sent');

  await test.step('asks before the page is left with what was not sent', async () => {
    await page.getByRole('link', { name: 'Fiche', exact: true }).click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText('2 montants ne sont pas enregistrés');
    await expectNoAxeViolations(page, 'question before leaving');
    await dialog.getByRole('button', { name: 'Rester sur cette page' }).click();
    await expect(budget.cell('SETIS', 'STAFF')).toContainText('1 000,00');
  });

  await context.setOffline(false);
  await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
  await expect(budget.state).not.toContainText('non envoyé');
  await expect(budget.cell('SETIS', 'to-allocate')).toContainText('108 107,23');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 100000, OFFICE: 20000 });
  expect(await historyOfSetis(await as('lead'), 'STAFF')).toHaveLength(before.length + 1);
});

test('What was typed and not acknowledged survives a reload, and is sent then', async ({ page, as, mayComplain }) => {
  mayComplain(/ERR_FAILED/);
  await budget.open();
  await page.route('**/budget/amounts', (route) => route.abort());
  await budget.type('SETIS', 'STAFF', '1 000,00');
  await budget.type('SETIS', 'OFFICE', 'abc');
  await expect(budget.state).toContainText('1 montant non envoyé');
  await page.unroute('**/budget/amounts');
  await page.reload();
  await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
  await expect(budget.cell('SETIS', 'STAFF')).toContainText('1 000,00');
  await expect(budget.cell('SETIS', 'OFFICE')).toContainText('abc');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 100000 });
});

test('A session that ended meanwhile is taken up again on the spot, and what was typed is sent', async ({ open, as, mayComplain }) => {
  mayComplain(/status of 401/);
  const page = await open(null);
  budget = new BudgetGrid(page);
  await page.goto(addressOf('budget'));
  await expect(page.getByText('Connectez-vous pour voir la page demandée')).toBeVisible();
  await page.getByRole('button', { name: PEOPLE.lead.name }).click();
  await expect(budget.cell('SETIS', 'STAFF')).toBeVisible();

  await page.context().clearCookies();
  await budget.type('SETIS', 'STAFF', '4 200,00');
  const dialog = page.getByRole('dialog', { name: 'Votre session est terminée' });
  await expect(dialog).toBeVisible();
  await expectNoAxeViolations(page, 'session ended');
  await dialog.getByLabel('Adresse électronique').fill(PEOPLE.lead.email);
  await dialog.getByLabel('Mot de passe').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(budget.state).toContainText(/Enregistré \d\d:\d\d:\d\d/);
  await expect(budget.cell('SETIS', 'STAFF')).toContainText('4 200,00');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ STAFF: 420000 });
});
