import { isAssociatedWord, tableHead } from './sheet-words';

describe('the word for an associated operator', () => {
  it.each(['OP associé', 'op. associé', 'Opérateur associé', 'associée', 'associé(e)', 'Partenaire associé', 'Geassocieerde projectpartner', 'geassocieerd', 'Geassocieerde operator', 'Geassocieerde PP', 'geass. PP', 'PP geassocieerd', 'Geassocieerd projectpartner'])(
    'is known as "%s"',
    (text) => expect(isAssociatedWord(text)).toBe(true),
  );
  it.each(['', 'association', 'Association des ponts', 'partner', 'operator', '0,00 EUR', 'PP'])('is not seen in "%s"', (text) => expect(isAssociatedWord(text)).toBe(false));
});

it('knows the head of the table however wide its columns stand apart', () => {
  expect(tableHead(['OPERATEURS', 'VERSANT', 'BUDGET TOTAL', 'FEDER'].join(' '.repeat(60)))).toEqual({ whole: true, distinctive: true });
  expect(tableHead('Opérateurs du projet 2017')).toBeNull();
});
