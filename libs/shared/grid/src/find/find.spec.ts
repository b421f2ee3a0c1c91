import { findsAmount, findsText, wantedOf } from './find';

describe('finding', () => {
  it.each(['54 653', '54653,6', '54.653,62', '54\u202f653,62 €', '653,62'])('%s finds the amount 54 653,62', (question) => {
    expect(findsAmount(wantedOf(question, ','), '54653,62')).toBe(true);
  });

  it('reads a question in the reader’s convention', () => {
    expect(findsAmount(wantedOf('54,653.62', '.'), '54653.62')).toBe(true);
    expect(findsAmount(wantedOf('54653.62', ','), '54653,62')).toBe(false);
  });

  it('does not find words in amounts, nor amounts in nothing', () => {
    expect(findsAmount(wantedOf('setis', ','), '54653,62')).toBe(false);
    expect(findsText(wantedOf('', ','), 'SETIS')).toBe(false);
  });

  it('minds neither capitals nor accents', () => {
    expect(findsText(wantedOf('reference en SANTE', ','), 'Centre de Référence en  Santé Mentale')).toBe(true);
  });
});
