import { expect, type Locator, type Page } from '@playwright/test';

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((elements) => elements.some((element) => element === document.activeElement || element.contains(document.activeElement)));

/** Goes on by Tab until the focus is on the target, or within it. Everything on the way shows that it has the focus. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target.first()).toBeVisible();
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press(key);
    await expectVisibleFocus(page);
    if (await isFocused(target)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Whatever has the focus is drawn differently from the same thing without it, and can be seen. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const problem = await page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null; // between the page and the browser's own bars
    const described = `${element.tagName.toLowerCase()} ${element.className} "${element.textContent?.trim().slice(0, 40)}"`;
    const { width, height, right, bottom } = element.getBoundingClientRect();
    if (width < 2 || height < 2 || right < 0 || bottom < 0) return `${described} has the focus, but cannot be seen`;
    const covered = [...element.getClientRects()].every((box) => {
      const on = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
      return !element.contains(on);
    });
    if (covered) return `${described} has the focus, but something lies over it`;
    const drawn = () => {
      const style = getComputedStyle(element);
      const outline = style.outlineStyle === 'none' || parseInt(style.outlineWidth, 10) === 0 ? 'none' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
      return [outline, style.boxShadow, style.borderTopColor, style.borderTopStyle, style.backgroundColor, style.textDecorationLine].join(' | ');
    };
    const focused = drawn();
    if (!focused.startsWith('none')) return null;
    element.blur();
    const blurred = drawn();
    element.focus({ preventScroll: true });
    return focused === blurred ? `${described} does not show that it has the focus` : null;
  });
  expect(problem).toBeNull();
}

/** The decimal point of the numeric keypad, which a keyboard sends as "." from the key NumpadDecimal. */
export async function pressKeypadPoint(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const key = { key: '.', code: 'NumpadDecimal', windowsVirtualKeyCode: 110, location: 3, isKeypad: true };
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '.', unmodifiedText: '.', ...key });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await session.detach();
}
