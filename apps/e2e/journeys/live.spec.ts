import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from '../support/accessibility';
import { BudgetGrid, putBudgetBack, readBudget, setisIn, writeToSetis } from '../support/budget';
import { expect, test } from '../support/journey';
import { PEOPLE } from '../support/people';

const SAVED = /Enregistré \d\d:\d\d:\d\d/;

let lead: BudgetGrid;
let partner: BudgetGrid;
test.beforeEach(async ({ open, as }) => {
  await putBudgetBack(await as('lead'));
  [lead, partner] = [new BudgetGrid(await open('lead')), new BudgetGrid(await open('partner'))];
  await lead.open();
  await partner.open();
});

const whoIsHere = (page: Page) => page.getByRole('list', { name: 'Également dans ce budget' });

test('What one person saves appears on the other’s screen without her doing anything, and nothing moves', async () => {
  await expect(whoIsHere(partner.page)).toContainText(PEOPLE.lead.name);
  const place = () => partner.cell('SETIS', 'TOTAL').boundingBox();
  const before = await place();
  await lead.type('SETIS', 'STAFF', '60 000,00');
  await expect(lead.state).toContainText(SAVED);
  const cell = partner.cell('SETIS', 'STAFF');
  await expect(cell).toContainText('60 000,00');
  await expect(cell).toHaveClass(/pa-brought/);
  await expect(partner.cell('SETIS', 'to-allocate')).toContainText('49 307,23');
  await expect(partner.page.locator('.others')).toHaveText(`SETIS · Frais de personnel : modifié par ${PEOPLE.lead.name}`);
  expect(await place()).toEqual(before);
  await expectNoAxeViolations(partner.page, 'an amount that somebody else has just saved');
  await expect(cell).not.toHaveClass(/pa-brought/);
  await expect(partner.state).not.toContainText('Enregistré');
});

test('Each sees in which cell the other one stands, readers too, and that somebody has gone', async ({ open }) => {
  await lead.cell('SETIS', 'OFFICE').click();
  await expect(partner.cell('SETIS', 'OFFICE').locator('.pa-visitor')).toHaveText('RS');
  await expect(partner.cell('SETIS', 'OFFICE')).toContainText(`${PEOPLE.lead.name} est dans cette cellule`);
  await expect(whoIsHere(partner.page)).toContainText(`${PEOPLE.lead.name} : SETIS · Frais`);
  await lead.cell('SETIS', 'TOTAL').click();
  await expect(partner.cell('SETIS', 'TOTAL').locator('.pa-visitor')).toHaveText('RS');
  await expect(partner.cell('SETIS', 'OFFICE').locator('.pa-visitor')).toHaveCount(0);
  await expectNoAxeViolations(partner.page, 'somebody else in a cell');

  const auditor = new BudgetGrid(await open('auditor'));
  await auditor.open();
  await expect(whoIsHere(auditor.page).getByRole('listitem')).toHaveCount(2);
  await expect(whoIsHere(partner.page)).toContainText(PEOPLE.auditor.name);
  await auditor.page.close();
  await expect(whoIsHere(partner.page)).not.toContainText(PEOPLE.auditor.name);
});

test('What she is typing stays in its cell while another amount arrives there; she is asked before either is lost', async ({ as, mayComplain }) => {
  mayComplain(/status of 412/);
  await partner.cell('SETIS', 'TRAVEL').click();
  await partner.page.keyboard.type('2 000');
  await lead.type('SETIS', 'TRAVEL', '1 000,00');
  await expect(lead.state).toContainText(SAVED);
  await expect(partner.cell('SETIS', 'to-allocate')).toContainText('108 307,23');
  await expect(partner.cell('SETIS', 'TRAVEL').getByRole('textbox')).toHaveValue('2 000');
  await partner.page.keyboard.type(',50');
  await partner.page.keyboard.press('Enter');
  const dialog = partner.page.getByRole('dialog', { name: 'Deux valeurs pour la même cellule' });
  await expect(dialog).toContainText('1 000,00 €');
  await expect(dialog).toContainText('2 000,50 €');
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ TRAVEL: 100000 });
  await dialog.getByRole('button', { name: 'Garder ma valeur' }).click();
  await expect(partner.state).toContainText(SAVED);
  await expect(lead.cell('SETIS', 'TRAVEL')).toContainText('2 000,50');
});

test('The line breaks and comes back: what was saved meanwhile is there, and the screen says what it could not know', async ({ as, mayComplain }) => {
  mayComplain(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await expect(whoIsHere(partner.page)).toContainText(PEOPLE.lead.name);
  // Chromium keeps a stream that stands through "offline": it is cut where the requests go.
  await partner.page.route('**/budget/{live,changes}*', (route) => route.abort());
  await partner.page.reload();
  await expect(partner.cell('SETIS', 'TOTAL')).toBeVisible();
  await expect(partner.state).toContainText('Les modifications des autres n’arrivent pas en ce moment.');
  await writeToSetis(await as('lead'), 'STAFF', 4_200_000);
  await partner.type('SETIS', 'OFFICE', '9 000,00');
  await expect(partner.state).toContainText(SAVED);
  await expect(partner.cell('SETIS', 'STAFF')).toContainText('42 000,00');
  await writeToSetis(await as('lead'), 'STAFF', 4_300_000);
  await partner.page.unroute('**/budget/{live,changes}*');
  await expect(partner.cell('SETIS', 'STAFF')).toContainText('43 000,00', { timeout: 30_000 });
  await expect(partner.state).not.toContainText('Les modifications des autres');
});
