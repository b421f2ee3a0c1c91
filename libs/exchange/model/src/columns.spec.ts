import fc from 'fast-check';
import { basisPoints, cents, shareOf, writeAmount } from '@passerelle/shared/money';
import { readAmountCell, readColumns } from './columns';
import { programmeOfThreeVersants as programme } from './testing';
import { Versants } from './versants';

const versants = new Versants(programme);
const columnsOf = (line: string) => readColumns(line, versants, 'fr');

describe('the columns of a row', () => {
  it.each<[string, string, string[]]>([
    ['tabs', 'Maison\tFR\t183 321,24 EUR\t91 660,62 EUR', ['Maison', 'FR', '183 321,24 EUR', '91 660,62 EUR']],
    ['an empty cell between tabs', 'TOTAL\t\t1 389 740,18 EUR\t694 870,08 EUR', ['TOTAL', '', '1 389 740,18 EUR', '694 870,08 EUR']],
    ['a last column that is empty', 'Maison\tFR\tOP associé\t', ['Maison', 'FR', 'OP associé', '']],
    ['columns beyond the last one', 'Maison\tFR\t1,00\t0,50\t\t', ['Maison', 'FR', '1,00', '0,50']],
    ['tabs inside the name', 'Maison\tdu Canal\tFR\t1,00\t0,50', ['Maison du Canal', 'FR', '1,00', '0,50']],
    ['runs of spaces', 'Maison  FR   183 321,24 EUR    91 660,62 EUR', ['Maison', 'FR', '183 321,24 EUR', '91 660,62 EUR']],
    ['runs of spaces inside the name', 'Maison  du Canal  FR  1,00  0,50', ['Maison du Canal', 'FR', '1,00', '0,50']],
    ['the currency apart, in front', 'Maison  FR  €  4.340.000,00  €  2.170.000,00', ['Maison', 'FR', '€ 4.340.000,00', '€ 2.170.000,00']],
    ['the currency apart, behind', 'Maison\tFR\t4.340.000,00\tEUR\t2.170.000,00\tEUR', ['Maison', 'FR', '4.340.000,00 EUR', '2.170.000,00 EUR']],
    ['one space only', 'Maison de la Somme FR 183 321,24 EUR 91 660,62 EUR', ['Maison de la Somme', 'FR', '183 321,24 EUR', '91 660,62 EUR']],
    ['one space and no currency', 'Maison FR 183 321,24 91 660,62', ['Maison', 'FR', '183 321,24', '91 660,62']],
    ['one space and whole thousands', 'Maison FR 200 000 100 000', ['Maison', 'FR', '200 000', '100 000']],
    ['one space and the currency in front', 'Maison VL € 1.389.740,18 € 694.870,09', ['Maison', 'VL', '€ 1.389.740,18', '€ 694.870,09']],
    ['one space and an associated operator', 'Maison WA OP associé OP associé', ['Maison', 'WA', 'OP associé', 'OP associé']],
    ['one space and the word once', 'Maison VL Geassocieerde projectpartner', ['Maison', 'VL', 'Geassocieerde projectpartner', '']],
    ['one space and a versant inside the name', 'ARS FR Nord WA 1 000,00 500,00', ['ARS FR Nord', 'WA', '1 000,00', '500,00']],
    ['a versant that is spaced from one amount only', 'Maison  FR 183 321,24 EUR  91 660,62 EUR', ['Maison', 'FR', '183 321,24 EUR', '91 660,62 EUR']],
    ['an unknown versant', 'Maison  LU  1,00  0,50', ['Maison', 'LU', '1,00', '0,50']],
    ['no versant', 'Steunpunt Vlaanderen  1,00 EUR  0,50 EUR', ['Steunpunt Vlaanderen', '', '1,00 EUR', '0,50 EUR']],
    ['an amount that is none', 'Maison\tFR\tà définir\t0,50', ['Maison', 'FR', 'à définir', '0,50']],
    ['no name', '\tFR\t1,00\t0,50', ['', 'FR', '1,00', '0,50']],
    ['no-break spaces', 'Maison\tFR\t183\u202f321,24\u00a0EUR\t91\u00a0660,62\u00a0EUR', ['Maison', 'FR', '183 321,24 EUR', '91 660,62 EUR']],
  ])('are found with %s', (_, line, cells) => {
    const columns = columnsOf(line);
    expect([columns?.name, columns?.versant, columns?.total, columns?.erdf]).toEqual(cells);
    expect(columns?.unclear).toBeUndefined();
  });

  it.each(['Chemins de halage', 'Direction départementale de la cohésion sociale', 'Agenda  2030', 'Programme FR 2014 2020', 'Quartier FR 59', 'sociale de la Somme (DDCS)', 'Service public\tde Wallonie', ''])('are not seen in the piece of a name “%s”', (line) => {
    expect(columnsOf(line)).toBeNull();
  });

  it('are unclear where two amounts can be cut in several ways', () => {
    expect(columnsOf('Maison FR 321 200 160 600')).toEqual({ name: 'Maison', versant: 'FR', total: '321 200 160 600', erdf: '', unclear: true });
    expect(columnsOf('Maison FR 2 000 100')).toMatchObject({ total: '2 000 100', unclear: true });
    expect(columnsOf('Maison FR 12- 50,00 EUR')).toEqual({ name: 'Maison', versant: 'FR', total: '12- 50,00 EUR', erdf: '', unclear: true });
  });

  const name = fc.array(fc.constantFrom('Maison', 'de', 'FR', 'WA', '(DDCS)', '59', '2', '1 000,00', 'asbl,', 'EUR', 'associé', 'TOTAL'), { minLength: 1, maxLength: 8 }).map((words) => `Centre ${words.join(' ')}`);
  const amount = fc.integer({ min: 0, max: 99_999_999_999 }).map(cents);
  const spaced = (line: string) => line.replace(/\s/g, ' ');

  it('separated by single spaces are the printed ones, whatever the name', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('FR', 'WA', 'VL'), amount, amount, fc.constantFrom(' EUR', ' €', ''), (operator, versant, total, erdf, currency) => {
        const cells = [operator, versant, ...[total, erdf].map((value) => spaced(writeAmount(value, 'fr')) + currency)];
        const columns = columnsOf(cells.join(' '));
        expect([columns?.name, columns?.versant, columns?.total, columns?.erdf]).toEqual(cells);
      }),
    );
  });

  it('separated by single spaces are never another pair of amounts: unclear at worst', () => {
    const wholeEuros = fc.integer({ min: 1, max: 999_999_999 }).map((euros) => cents(euros * 100));
    fc.assert(
      fc.property(wholeEuros, fc.constantFrom(...[2500, 5000, 10_000].map(basisPoints)), (total, rate) => {
        const erdf = cents(Math.trunc(shareOf(total, rate, 'CUT') / 100) * 100);
        const written = [total, erdf].map((value) => spaced(writeAmount(value, 'fr')).slice(0, -3));
        const columns = columnsOf(`Maison FR ${written.join(' ')}`);
        // Bare numbers below a thousand, without decimals or currency, are no amounts at all.
        if (!columns) return expect(written.join(' ')).toMatch(/^\d{1,3} \d{1,3}$/);
        const amounts = [columns.total, columns.erdf].map((cell) => readAmountCell(cell, 'fr'));
        return expect(columns.unclear === true || amounts.every((reading, nth) => reading.kind === 'amount' && reading.cents === [total, erdf][nth])).toBe(true);
      }),
    );
  });
});
