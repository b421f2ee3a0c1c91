import type { WorkPlanView } from '@passerelle/work-plan/model';
import { expectNoAxeViolations, expectNoSidewaysScrolling } from '../support/accessibility';
import { expect, test } from '../support/journey';
import type { Requests } from '../support/people';

const AT = '/api/programmes/FWVL/projects/4.8.337/work-packages';
const SCREEN = '/programmes/FWVL/projects/4.8.337/work-plan';
const numbersAndNames = async (who: Requests): Promise<string[]> => (await who.read<WorkPlanView>(AT)).workPackages.map(({ number, names }) => `${number} ${names.fr ?? '–'}`);
const PUBLISHED = [
  '1 Coordination du projet',
  '2 Communication du projet',
  '3 Réseaux franco-belges de l’accompagnement',
  '4 Dispositifs mobiles et transfrontaliers d’accompagnement',
  '5 Expérimentations transfrontalières',
];

test('The lead’s officer adds a work package, names it, gives it another number by keyboard after seeing what changes, and takes it away again', async ({ open, as }) => {
  const page = await open('lead');
  await page.goto('/programmes/FWVL/projects/4.8.337');
  await page.getByRole('link', { name: 'Plan de travail' }).click();
  await expect(page.getByRole('row')).toHaveCount(6);
  await page.getByRole('button', { name: 'Ajouter un module' }).click();
  const french = page.getByLabel('Nom du module 6 en français');
  await expect(french).toBeFocused();
  await page.keyboard.type('Clôture du projet');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Enregistré \d\d:\d\d:\d\d/)).toBeVisible();
  await expect(page.getByLabel('Nom du module 6 en néerlandais')).toHaveAttribute('placeholder', 'manque en néerlandais');
  await expectNoAxeViolations(page, 'work plan, a name is missing');

  await french.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('button', { name: 'Donner le numéro 4' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Changent aussi : 4 → 5 · 5 → 6' })).toHaveCount(1);
  expect(await numbersAndNames(await as('lead'))).toEqual([...PUBLISHED, '6 Clôture du projet']);
  await expectNoAxeViolations(page, 'work plan, another number is proposed');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Nom du module 4 en français')).toHaveValue('Clôture du projet');
  await expect(page.getByRole('status').filter({ hasText: 'Les numéros ont changé : 6 → 4 · 4 → 5 · 5 → 6' })).toHaveCount(1);

  await page.getByRole('button', { name: 'Supprimer le module 4' }).click();
  await expect(page.locator('.decide')).toContainText('Changent de numéro : 5 → 4 · 6 → 5');
  await page.keyboard.press('Escape');
  await expect(page.locator('.decide')).toHaveCount(0);
  await page.getByRole('button', { name: 'Supprimer le module 4' }).click();
  await page.locator('.decide').getByRole('button', { name: 'Supprimer le module 4' }).click();
  await expect(page.getByRole('row')).toHaveCount(6);
  expect(await numbersAndNames(await as('lead'))).toEqual(PUBLISHED);
});

test('A plan that somebody else changed meanwhile is shown as it is, and what was typed stays in its field', async ({ open, as, mayComplain }) => {
  mayComplain(/status of 412/);
  const [lead, page] = [await as('lead'), await open('lead')];
  await page.goto(SCREEN);
  const dutch = page.getByLabel('Nom du module 5 en néerlandais');
  await dutch.fill('Grensoverschrijdende proefprojecten');
  const plan = await lead.read<WorkPlanView>(AT);
  await lead.change(`${AT}/${plan.workPackages[1]!.workPackageId}`, plan.revision, { names: { de: 'Kommunikation' } });
  await dutch.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Quelqu’un d’autre vient de modifier le plan de travail');
  await expect(dutch).toHaveValue('Grensoverschrijdende proefprojecten');
  await expect(page.getByLabel('Nom du module 2 en allemand')).toHaveValue('Kommunikation');
  await expectNoAxeViolations(page, 'work plan, a name is refused');
  await dutch.focus();
  await dutch.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  for (const [number, names] of [[2, { de: '' }], [5, { nl: 'Grensoverschrijdende experimenten' }]] as const) {
    const now = await lead.read<WorkPlanView>(AT);
    await lead.change(`${AT}/${now.workPackages[number - 1]!.workPackageId}`, now.revision, { names });
  }
});

test('On a phone an associated operator’s officer reads the plan in Dutch, and changes nothing', async ({ open }) => {
  const page = await open('associated', { viewport: { width: 360, height: 740 }, locale: 'nl-BE' });
  await page.goto(SCREEN);
  await page.getByLabel('Langue').selectOption('nl');
  await expect(page.getByRole('heading', { name: 'Werkpakketten' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Frans-Belgische begeleidingsnetwerken');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expectNoSidewaysScrolling(page, 'work plan on a phone');
  await expectNoAxeViolations(page, 'work plan on a phone');
});
