import type { ProjectAccessView } from '@passerelle/access/model';
import { expectNoAxeViolations } from '../support/accessibility';
import { BudgetGrid, putBudgetBack, readBudget, setisIn } from '../support/budget';
import { partnerOfficer } from '../support/invitations';
import { expect, test } from '../support/journey';
import { PASSWORD, PEOPLE } from '../support/people';

const SAVED = /Enregistré \d\d:\d\d:\d\d/;

test.beforeEach(async ({ as }) => putBudgetBack(await as('lead')));

test('A right is withdrawn while its holder is typing: nothing is saved, what she typed stays and says why', async ({ open, as, mayComplain }) => {
  mayComplain(/status of (401|403|404)/);
  const lead = await as('lead');
  const email = `second-officer-${Date.now()}@setis.example`;
  await partnerOfficer(lead, email, PASSWORD);
  const page = await open(null);
  await page.goto('/sign-in?returnTo=%2Fprogrammes%2FFWVL%2Fprojects%2F4.8.337%2Fbudget');
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  const grid = new BudgetGrid(page);
  await expect(grid.cell('SETIS', 'STAFF')).toBeVisible();
  await grid.type('SETIS', 'STAFF', '1 000,00');
  await expect(grid.state).toContainText(SAVED);

  await grid.cell('SETIS', 'TRAVEL').click();
  await page.keyboard.type('2 500,00');
  const { people } = await lead.read<ProjectAccessView>('/api/programmes/FWVL/projects/4.8.337/access');
  const held = people.find((person) => person.email === email)!;
  await lead.remove(`/api/programmes/FWVL/projects/4.8.337/assignments/${held.assignmentId}`);
  await page.keyboard.press('Enter');

  await expect(grid.cell('SETIS', 'TRAVEL')).toContainText('2 500,00');
  await expect(grid.cell('SETIS', 'TRAVEL')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('body')).toContainText(/droit/i);
  expect(setisIn(await readBudget(lead)).amountsCents).toEqual({ STAFF: 100000 });
  await expectNoAxeViolations(page, 'a right was withdrawn');
  await page.goto('/programmes/FWVL/projects/4.8.337/budget').catch(() => undefined);
  await expect(grid.cell('SETIS', 'STAFF')).toBeHidden();
});

test('A session ends while its owner is typing: she signs in over the screen and is back in the same cell, with nothing lost', async ({ open, as, mayComplain }) => {
  mayComplain(/status of 401/);
  const page = await open('lead');
  const grid = new BudgetGrid(page);
  await grid.open();
  await grid.cell('SETIS', 'OFFICE').click();
  await page.keyboard.type('3 333,33');
  await page.context().clearCookies();
  await page.keyboard.press('Enter');

  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(grid.cell('SETIS', 'OFFICE')).toContainText('3 333,33');
  await expectNoAxeViolations(page, 'the session has ended');
  await dialog.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(grid.state).toContainText(SAVED);
  expect(setisIn(await readBudget(await as('lead'))).amountsCents).toEqual({ OFFICE: 333333 });
  // Enter had led on to the row below, of the totals or of the next operator: the focus is in the grid again, not lost with the dialog.
  await expect(grid.grid.locator('[role=gridcell]:focus')).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('pa-top-bar')).toContainText(PEOPLE.lead.name);
});

test('Two minutes before the end of a session a sentence says so, and one key keeps it, without leaving the cell', async ({ open }) => {
  const page = await open('lead');
  await page.clock.install();
  const grid = new BudgetGrid(page);
  await grid.open();
  // An answer that came later would say the server's end, which knows nothing of this clock.
  const placed = page.waitForResponse((answer) => answer.url().endsWith('/budget/presence') && answer.request().postDataJSON().cell === 'EXTERNAL');
  await grid.cell('SETIS', 'EXTERNAL').click();
  await placed;
  await page.clock.fastForward('58:30');
  await expect(page.locator('pa-session-warning')).toContainText(/Votre session se termine à \d\d:\d\d\. Appuyez sur F8/);
  await expect(grid.cell('SETIS', 'EXTERNAL')).toBeFocused();
  await expectNoAxeViolations(page, 'the session ends soon');
  const extended = page.waitForResponse((answer) => answer.url().endsWith('/api/session/extend'));
  await grid.cell('SETIS', 'EXTERNAL').focus();
  await page.keyboard.press('F8');
  expect((await extended).status()).toBe(200);
  await expect(grid.cell('SETIS', 'EXTERNAL')).toBeFocused();
});
