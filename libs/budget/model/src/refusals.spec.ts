import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES } from '@passerelle/shared/kernel';
import { loadDictionary } from '@passerelle/shared/texts';

const rules = readdirSync(__dirname).filter((file) => file.endsWith('.rules.ts')).map((file) => readFileSync(path.join(__dirname, file), 'utf8')).join('\n');
const codes = [...new Set([...rules.matchAll(/refusal\('([^']+)'/g)].map(([, code]) => code!))];

describe('the refusals of the budget’s rules', () => {
  it('are found', () => expect(codes).toEqual(expect.arrayContaining(['budget.amount-negative', 'co-financing.name-missing', 'flat-rate.excluded', 'line.lump-sum-exceeded'])));
  it.each(LANGUAGES)('all have a text in %s', async (language) => {
    const texts = await loadDictionary[language]();
    expect(codes.filter((code) => !(code in texts))).toEqual([]);
  });
});
