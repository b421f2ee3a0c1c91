import type { Page } from '@playwright/test';

/** Puts a text on the system's clipboard, as a spreadsheet does. */
export const putOnClipboard = (page: Page, text: string): Promise<void> => page.evaluate((content) => navigator.clipboard.writeText(content), text);

export const readClipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** Pastes from the system's clipboard where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  await putOnClipboard(page, text);
  await page.keyboard.press('Control+v');
}
