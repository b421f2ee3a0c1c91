import { fold } from './plain-text';
import type { SheetProgramme } from './sheet';

/** A versant as printed and as the programme codes it; `exact` when the sheet prints the code itself. */
export interface VersantMatch {
  readonly code: string;
  readonly exact: boolean;
}

/** Finds the versants of a programme by code or name, in any case, in any of the languages in which the programme names them. */
export class Versants {
  private readonly byWords = new Map<string, string>();
  private readonly byCode = new Map<string, string>();

  constructor(private readonly programme: SheetProgramme) {
    for (const { code, names } of programme.versants) for (const name of Object.values(names)) if (name) this.byWords.set(fold(name), code);
    for (const { code } of programme.versants) {
      this.byCode.set(fold(code), code);
      this.byWords.set(fold(code), code);
    }
  }

  get codes(): string[] {
    return this.programme.versants.map(({ code }) => code);
  }

  find(text: string): VersantMatch | null {
    if (text === '' || text.length > 60) return null;
    const code = this.byWords.get(fold(text));
    return code === undefined ? null : { code, exact: code === text };
  }

  /** By code only: where columns are not separated, the name of a versant may be the last word of an operator's name. */
  hasCode(word: string): boolean {
    return this.byCode.has(fold(word));
  }
}

/** A short word in capitals where a versant is expected: probably the code of a versant that the programme does not have. */
export const looksLikeVersant = (text: string): boolean => /^\p{Lu}{1,4}$/u.test(text);
