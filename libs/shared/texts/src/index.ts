import type { Language } from '@passerelle/shared/kernel';

export * from './say';

export type Dictionary = Readonly<Record<string, string>>;

/** All texts of one language, loaded when it is chosen. */
export const loadDictionary: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  fr: async () => (await import('./fr')).default,
  nl: async () => (await import('./nl')).default,
  en: async () => (await import('./en')).default,
  de: async () => (await import('./de')).default,
};
