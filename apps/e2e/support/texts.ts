import { expect, type Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TEXTS = path.resolve(import.meta.dirname, '../../../libs/shared/texts/src');
const LANGUAGES = ['fr', 'nl', 'en', 'de'] as const;
type Language = (typeof LANGUAGES)[number];

function textsOf(language: Language): ReadonlyMap<string, string> {
  const files = readdirSync(path.join(TEXTS, language)).filter((name) => name.endsWith('.json'));
  return new Map(files.flatMap((name) => Object.entries(JSON.parse(readFileSync(path.join(TEXTS, language, name), 'utf8')) as Record<string, string>)));
}
const ALL = new Map(LANGUAGES.map((language) => [language, textsOf(language)] as const));

/** What is shown is in this language: no line of the page is a text of another one, nor a text's key. (What the data say stays in their language.) */
export async function expectNoOtherLanguage(page: Page, language: Language): Promise<void> {
  const own = new Set(ALL.get(language)!.values());
  const keys = new Set(ALL.get(language)!.keys());
  const foreign = new Set(LANGUAGES.flatMap((other) => (other === language ? [] : [...ALL.get(other)!.values()])).filter((text) => !own.has(text) && !text.includes('{')));
  const shown = await page.evaluate(() =>
    // What says of itself in which language it is, is in that one: the names of the languages.
    [...document.querySelectorAll('body, body *')].filter((element) => element.closest('[lang]') === document.documentElement).flatMap((element) => [
      ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent?.trim() ?? ''),
      ...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name)?.trim() ?? ''),
    ]),
  );
  expect(shown.length).toBeGreaterThan(20);
  expect([...new Set(shown.filter((text) => foreign.has(text) || keys.has(text)))], `texts that are not in ${language}`).toEqual([]);
}
