/** The languages of the screens, in the order in which one stands in for another. */
export const LANGUAGES = ['fr', 'nl', 'en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in the languages in which it exists. */
export type Texts = Partial<Record<Language, string>>;

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

/** The text in the reader's language, else in the first language in which it exists, else ''. */
export function textIn(texts: Texts, language: Language): string {
  const own = texts[language];
  if (own) return own;
  const other = LANGUAGES.find((candidate) => texts[candidate]);
  return other ? texts[other]! : '';
}
