import { parse } from '@formatjs/icu-messageformat-parser';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES } from '@passerelle/shared/kernel';
import { formatMessage, loadDictionary, writeDate } from './index';

const areas = readdirSync(path.join(__dirname, 'fr')).filter((file) => file.endsWith('.json'));
const read = (language: string, area: string): Record<string, string> => JSON.parse(readFileSync(path.join(__dirname, language, area), 'utf8'));
const argumentsOf = (message: string): string[] => {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (!node || typeof node !== 'object') return;
    const element = node as { type: number; value?: unknown; options?: Record<string, { value: unknown }> };
    if (element.type !== 0 && element.type !== 7 && typeof element.value === 'string') names.add(element.value);
    Object.values(element.options ?? {}).forEach((option) => walk(option.value));
  };
  walk(parse(message, { ignoreTag: true }));
  return [...names].sort();
};

describe.each(areas)('the texts of %s', (area) => {
  const french = read('fr', area);

  it.each(LANGUAGES)('have the same keys in %s as in French, sorted', (language) => {
    const keys = Object.keys(read(language, area));
    expect(keys).toEqual(Object.keys(french));
    expect(keys).toEqual([...keys].sort());
  });

  it.each(LANGUAGES)('are well-formed messages with the same parameters in %s', (language) => {
    const texts = read(language, area);
    for (const [key, message] of Object.entries(texts)) {
      expect([key, message.trim() === message && message.length > 0]).toEqual([key, true]);
      expect([key, argumentsOf(message)]).toEqual([key, argumentsOf(french[key]!)]);
    }
  });
});

describe('the dictionary', () => {
  it.each(LANGUAGES)('holds every area in %s', async (language) => {
    const dictionary = await loadDictionary[language]();
    expect(areas.flatMap((area) => Object.keys(read(language, area)).filter((key) => !(key in dictionary)))).toEqual([]);
  });
});

describe('a text', () => {
  it('writes amounts, quantities, rates and dates by the reader’s conventions', () => {
    const message = '{shareCents} = {rateBp} · {startDate}';
    const params = { shareCents: 69487008, rateBp: 5000, startDate: '2017-10-01' };
    expect(formatMessage(message, 'fr', params)).toBe('694\u202f870,08\u00a0€ = 50\u00a0% · 01/10/2017');
    expect(formatMessage(message, 'en', params)).toBe('€694,870.08 = 50% · 01/10/2017');
    expect(formatMessage('{countQuantity}', 'nl', { countQuantity: 17_205_000 })).toBe('1.720,5');
  });

  it('counts as the language does: in French nought is singular', () => {
    const message = '{n, plural, one {# ligne} other {# lignes}}';
    expect([0, 1, 2].map((n) => formatMessage(message, 'fr', { n }))).toEqual(['0 ligne', '1 ligne', '2 lignes']);
  });

  it('never fails for a parameter that is missing', () => expect(formatMessage('{operator} has no budget', 'en')).toBe('{operator} has no budget'));

  it('leaves what is no ISO date as it is', () => expect(writeDate('soon', 'fr')).toBe('soon'));
});
