import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What can differ between the light and the dark colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** axe finds nothing against WCAG 2.2 AA in the state that is shown, neither in light nor in dark colours. */
export async function expectNoAxeViolations(page: Page, state: string): Promise<void> {
  // From the top: what a scrolled page has half under its bar is no target that is too small.
  const from = await page.evaluate(() => {
    const { scrollY } = window;
    window.scrollTo(0, 0);
    return scrollY;
  });
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG_22_AA).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).setLegacyMode().withRules(COLOUR_RULES).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate((top) => window.scrollTo(0, top), from);
  const found = (scheme: string, { violations }: typeof light) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${scheme}: ${id}: ${html}\n${failureSummary ?? ''}`));
  expect(light.passes.length, `axe looked at something (${state})`).toBeGreaterThan(0);
  expect([...found('light', light), ...found('dark', dark)], `axe: ${state}`).toEqual([]);
}

/** The page itself never scrolls sideways. */
export async function expectNoSidewaysScrolling(page: Page, state: string): Promise<void> {
  const [content, room] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [Math.max(scrollWidth, document.body.scrollWidth), clientWidth] as const;
  });
  expect(content, `width of the content: ${state}`).toBeLessThanOrEqual(room);
}
