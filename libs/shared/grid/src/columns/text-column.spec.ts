import { linesOf } from './text-column';

describe('the height of a wrapped text', () => {
  it.each([
    ['', 200, 1],
    ['SETIS', 200, 1],
    ['Centre de Référence en Santé Mentale', 256, 2],
    ['Préfecture de la région Hauts-de-France - Secrétariat Général pour les Affaires régionales SGAR', 256, 4],
    ['x'.repeat(60), 174, 3],
  ])('is estimated word by word: %s', (text, pixels, lines) => expect(linesOf(text, pixels)).toBe(lines));
});
