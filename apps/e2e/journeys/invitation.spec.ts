import { Secret, TOTP } from 'otpauth';
import type { Page } from '@playwright/test';
import { expectNoAxeViolations } from '../support/accessibility';
import { linkTo } from '../support/invitations';
import { expect, test } from '../support/journey';

const EMAIL = 'second-authority@programme.example';
const PASSWORD = 'une phrase de quelques mots';

/** What an authenticator app shows, now or in half a minute: a code is taken once. */
const codeOf = (secret: string, later = 0): string => new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: Date.now() + later });

async function enter(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Adresse électronique').fill(EMAIL);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
}

test('From an invitation in the mail to the first sign-in in two steps, with a recovery code for the day the phone is lost', async ({ page, as, mayComplain }) => {
  mayComplain(/status of (401|410|422)/);
  await (await as('administrator')).post('/api/programmes/FWVL/invitations', { email: EMAIL, language: 'fr', role: 'MANAGING_AUTHORITY' });
  let secret = '';
  let recoveryCode = '';

  await test.step('the mail leads to a page that says what one is invited to, and keeps the token out of the address', async () => {
    await page.goto('/demo/mails');
    const mail = page.getByRole('listitem').filter({ hasText: EMAIL });
    await expect(mail.getByRole('button')).toContainText('Invitation à travailler dans Passerelle');
    await mail.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Votre invitation' })).toBeVisible();
    await expect(page.locator('main')).toContainText('Autorité de gestion');
    await expect(page.locator('main')).toContainText(EMAIL);
    expect(page.url()).not.toContain('#');
    await expectNoAxeViolations(page, 'an invitation');
  });

  await test.step('a password that anybody would guess is refused at its field, and what was typed stays', async () => {
    await page.getByLabel('Nom').fill('Autorité de gestion, suppléance');
    await page.getByLabel('Mot de passe', { exact: true }).fill('motdepasse12');
    await page.getByRole('button', { name: 'Créer mon compte', exact: true }).click();
    await expect(page.getByLabel('Mot de passe', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('Nom')).toHaveValue('Autorité de gestion, suppléance');
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Créer mon compte', exact: true }).click();
  });

  await test.step('the role asks for a second step: an app is set up and confirmed by its first code', async () => {
    await expect(page.getByRole('heading', { name: 'Connexion en deux étapes' })).toBeVisible();
    expect(page.url()).toContain('/account/second-factor');
    await page.getByRole('button', { name: 'Activer la connexion en deux étapes' }).click();
    await expect(page.getByRole('img', { name: /Code QR/ })).toBeVisible();
    secret = (await page.locator('.secret').textContent())!.trim();
    await expectNoAxeViolations(page, 'setting up a second factor');
    await page.getByLabel('Code à six chiffres').fill('000000');
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await expect(page.getByLabel('Code à six chiffres')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Code à six chiffres').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await expect(page.locator('.codes li')).toHaveCount(10);
    recoveryCode = (await page.locator('.codes li').first().textContent())!.trim();
    await expectNoAxeViolations(page, 'recovery codes');
    await page.getByRole('button', { name: /Les codes sont conservés/ }).click();
  });

  await test.step('she is where she wanted to be, and signs out', async () => {
    await expect(page.getByRole('heading', { level: 1, name: /AB Réfugiés/ })).toBeVisible();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  });

  await test.step('the password alone is no longer enough; the code of the app is asked in place', async () => {
    await enter(page);
    await expect(page.getByLabel('Code à six chiffres')).toBeFocused();
    await expectNoAxeViolations(page, 'the code is asked for');
    await page.getByLabel('Code à six chiffres').fill(codeOf(secret, 30_000));
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Se déconnecter' })).toBeVisible();
  });

  await test.step('without the phone a recovery code does the same, once', async () => {
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await enter(page);
    await page.getByRole('button', { name: 'Utiliser un code de secours' }).click();
    await page.getByLabel('Code de secours').fill(recoveryCode);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Se déconnecter' })).toBeVisible();
  });

  await test.step('the link of the invitation leads nowhere any more, and says what to do', async () => {
    await page.goto('/');
    await page.goto(await linkTo(EMAIL));
    await expect(page.locator('main')).toContainText(/déjà (servi|été utilisé)/);
    await expectNoAxeViolations(page, 'a used invitation');
  });
});
