import { folded } from '../find/find';
import type { TypedReading } from '../edit/read-typed';

/** One entry of a closed list. */
export interface Choice {
  /** What is meant: an id, or a code. */
  readonly value: string;
  readonly label: string;
  /** What people write instead of the name. */
  readonly code?: string;
}

/** A closed list, as texts are looked up in it: by code or by name, whatever the capitals and accents. */
export class Choices {
  readonly #byText = new Map<string, string | null>();
  readonly #labels = new Map<string, string>();
  readonly #texts: readonly { readonly choice: Choice; readonly text: string }[];

  constructor(readonly all: readonly Choice[]) {
    const names = new Map<string, number>();
    for (const { label } of all) names.set(folded(label), (names.get(folded(label)) ?? 0) + 1);
    for (const choice of all) {
      const { value, label, code } = choice;
      // Of two that have the same name each shows its code.
      const isDouble = (names.get(folded(label)) ?? 0) > 1 && code !== undefined;
      this.#labels.set(value, isDouble ? `${label} (${code})` : label);
      for (const text of new Set([label, code, this.#labels.get(value), code && `${code} ${label}`].filter((entry) => entry !== undefined).map(folded))) {
        this.#byText.set(text, this.#byText.has(text) ? null : value);
      }
    }
    this.#texts = all.map((choice) => ({ choice, text: folded([choice.code, this.labelOf(choice.value)].filter(Boolean).join(' ')) }));
  }

  labelOf(value: string): string {
    return this.#labels.get(value) ?? value;
  }

  /** What a text means: never the nearest entry, always the one that is named. */
  read(text: string, mayBeEmpty: boolean): TypedReading {
    const wanted = folded(text);
    if (wanted === '') return mayBeEmpty ? { kind: 'choice', value: null } : { kind: 'refused', reason: 'choice-needed' };
    const value = this.#byText.get(wanted);
    if (value === undefined) return { kind: 'refused', reason: 'not-a-choice' };
    return value === null ? { kind: 'refused', reason: 'choice-unclear' } : { kind: 'choice', value };
  }

  /** The entries in which every word of the text begins a word; those that begin with it first. */
  matching(text: string): readonly Choice[] {
    const wanted = folded(text);
    const words = wanted.split(' ').filter(Boolean);
    const found = this.#texts.filter((entry) => words.every((word) => entry.text.startsWith(word) || entry.text.includes(` ${word}`) || entry.text.includes(`-${word}`)));
    const first = found.filter((entry) => entry.text.startsWith(wanted));
    return [...first, ...found.filter((entry) => !first.includes(entry))].map(({ choice }) => choice);
  }
}
