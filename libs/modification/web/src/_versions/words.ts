import { inject } from '@angular/core';
import { isLanguage, textIn } from '@passerelle/shared/kernel';
import { LANGUAGE_NAMES, LanguageStore, ProgrammeStore } from '@passerelle/shared/web-kit';

export interface VersionWords {
  /** A cost category by its code, in the programme's words. */
  readonly category: (code: string) => string;
  readonly versant: (code: string) => string;
  readonly language: (code: string) => string;
  /** A problem's parameters with names in the place of codes. */
  readonly named: (params: Readonly<Record<string, string | number>>) => Readonly<Record<string, string | number>>;
}

/** What stands as a code in versions and their problems, in the programme's words. */
export function versionWords(): VersionWords {
  const language = inject(LanguageStore).language;
  const programme = inject(ProgrammeStore).current;
  const found = (list: readonly { code: string; names: Parameters<typeof textIn>[0] }[] | undefined, code: string): string => {
    const entry = list?.find((one) => one.code === code);
    return (entry && textIn(entry.names, language())) || code;
  };
  const category = (code: string): string => found(programme()?.costCategories, code);
  const languageName = (code: string): string => (isLanguage(code) ? LANGUAGE_NAMES[code] : code);
  const NAMES: Readonly<Record<string, (code: string) => string>> = {
    category,
    language: languageName,
    rate: (code) => found(programme()?.budgetRules.flatRates, code),
    code: (code) => found([...(programme()?.budgetRules.lumpSums ?? []), ...(programme()?.budgetRules.unitCosts ?? [])], code),
  };
  return {
    category,
    versant: (code) => found(programme()?.versants, code),
    language: languageName,
    named: (params) => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, NAMES[name] ? NAMES[name](String(value)) : value])),
  };
}
