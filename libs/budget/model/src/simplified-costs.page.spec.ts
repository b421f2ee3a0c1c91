import { readFileSync } from 'node:fs';
import path from 'node:path';
import { flatRateRules } from '@passerelle/shared/dossiers';
import { cents, readAmount, sumCents, ZERO_CENTS, type Cents } from '@passerelle/shared/money';
import type { FlatRate } from '@passerelle/programme/model';
import { toAllocateOf } from './line.rules';
import { computedLines, refuseRates, whatWouldBeLost, type CountedLine } from './simplified-costs.rules';

const page = readFileSync(path.join(__dirname, '../../../../docs/simplified-costs.md'), 'utf8');
const { categories, flatRates: unnamed } = flatRateRules();
const flatRates = unnamed.map((rule) => ({ ...rule, names: { en: 'a flat rate' } })) as FlatRate[];

const tables = page.split(/\n(?!\|)/).map((block) => block.split('\n').filter((row) => row.startsWith('|') && !/^\|[-:|]+\|$/.test(row)).map((row) => row.slice(1, -1).split('|').map((cell) => cell.replace(/[`*]/g, '').trim()))).filter((rows) => rows.length > 1).map((rows) => rows.slice(1));
const [regulations, real, steps, spread] = tables as [string[][], string[][], string[][], string[][]];

function amount(text: string): Cents {
  const reading = readAmount(text, 'fr');
  if (reading.kind !== 'amount') throw new Error(`${text} is no amount`);
  return reading.cents;
}
const percentBp = (text: string): number => Number(text.replace(' %', '')) * 100;
const lines = real.map(([categoryCode, total, ...periods]): CountedLine => ({ categoryCode: categoryCode!, kind: 'LINE', amountCents: amount(total!), periodCents: periods.slice(0, 3).map(amount) }));
const chosen = steps.map((step) => ({ code: step[0]!, rateBp: percentBp(step[4]!) }));
const computed = computedLines(lines, chosen, flatRates);
const periodsOf = (line: Pick<CountedLine, 'periodCents'>): Cents[] => [0, 1, 2].map((index) => line.periodCents[index] ?? ZERO_CENTS);

describe('the page about simplified costs', () => {
  it('has four tables', () => expect(tables).toHaveLength(4));

  it('tells the rates of the golden dossiers', () => {
    expect(regulations.map(([code, target, maximum, , , source]) => [code, target, percentBp(maximum!), source])).toEqual(flatRates.map(({ code, targetCategory, rate, source }) => [code, targetCategory, rate.rateBp, source]));
    for (const [code, , , base, excluded] of regulations) {
      const rule = flatRates.find((one) => one.code === code)!;
      expect(categories.filter((category) => new RegExp(`\\b${category}\\b`).test(base!)).sort()).toEqual(rule.base.map(({ categoryCode }) => categoryCode).sort());
      const others = flatRates.filter((other) => rule.excludes.includes(other.code)).map((other) => other.code);
      expect(excluded === 'every other rate' ? others : excluded!.split(', ')).toEqual(others);
    }
  });

  it('has real lines that close', () => real.forEach((row, index) => expect(toAllocateOf(lines[index]!)).toBe(amount(row[5]!))));

  it('chooses rates that may be chosen', () => expect(refuseRates(chosen, flatRates, '2026-01-01')).toEqual([]));

  it('works each step out as the rule does', () => {
    const told = steps.map(([code, target, counted, base, , exact, cut]) => ({ code, target, counted, baseCents: amount(base!), amountCents: amount(cut!), exact }));
    expect(told).toEqual(
      computed.map((cost) => {
        const inBase = cost.base.map((row) => (row.source === 'NOT_COUNTED' ? `${row.categoryCode} not counted` : `${row.categoryCode} ${plain(row.amountCents)}`)).join(' + ');
        const below = String(cost.cutTenThousandths).padStart(4, '0').replace(/0+$/, '');
        return { code: cost.rateCode, target: cost.categoryCode, counted: inBase, baseCents: cost.baseCents, amountCents: cost.amountCents, exact: plain(cost.amountCents) + below };
      }),
    );
  });

  it('spreads them over the half-years as the rule does, and its totals close', () => {
    const [totals, ...rows] = [...spread].reverse();
    expect(rows.reverse().map(([category, ...figures]) => [category, ...figures.map(amount)])).toEqual(computed.map((line) => [line.categoryCode, line.amountCents, ...periodsOf(line), toAllocateOf(line)]));
    const all = [...lines, ...computed];
    const sums = [sumCents(all.map((line) => line.amountCents!)), ...[0, 1, 2].map((index) => sumCents(all.map((line) => periodsOf(line)[index]!))), sumCents(all.map(toAllocateOf))];
    expect(totals!.slice(1).map(amount)).toEqual(sums);
  });

  it('names what would be lost', () => {
    const lost = whatWouldBeLost({ code: 'OTHER_ON_STAFF', rateBp: 4000 }, chosen, lines, flatRates, categories);
    expect([lost.lines.map(({ categoryCode }) => categoryCode), lost.givenUp.length]).toEqual([['EXTERNAL', 'EQUIPMENT'], 3]);
  });
});

/** As the page writes an amount: 183 321,24. */
const plain = (of: Cents): string => {
  const digits = String(cents(of)).padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ' ')},${digits.slice(-2)}`;
};
