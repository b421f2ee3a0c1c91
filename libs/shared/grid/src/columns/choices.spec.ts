import { Choices } from './choices';

const choices = new Choices([
  { value: '1', code: 'STAFF', label: 'Frais de personnel' },
  { value: '2', code: 'TRAVEL', label: 'Déplacements et hébergement' },
  { value: '3', code: 'A', label: 'Université' },
  { value: '4', code: 'B', label: 'Universite' },
  { value: '5', label: 'Sans code' },
]);

describe('a closed list', () => {
  it.each([
    ['STAFF', '1'],
    ['staff', '1'],
    [' frais de  PERSONNEL ', '1'],
    ['deplacements et hebergement', '2'],
    ['TRAVEL Déplacements et hébergement', '2'],
    ['b', '4'],
    ['Universite (B)', '4'],
    ['sans code', '5'],
  ])('takes « %s » by code or by name', (text, value) => expect(choices.read(text, false)).toEqual({ kind: 'choice', value }));

  it('never takes the nearest entry, nor one of two', () => {
    expect(choices.read('Frais', false)).toEqual({ kind: 'refused', reason: 'not-a-choice' });
    expect(choices.read('Université', false)).toEqual({ kind: 'refused', reason: 'choice-unclear' });
  });

  it('is emptied only where it may be', () => {
    expect(choices.read(' ', true)).toEqual({ kind: 'choice', value: null });
    expect(choices.read('', false)).toEqual({ kind: 'refused', reason: 'choice-needed' });
  });

  it('shows the code of two that have one name', () => expect([choices.labelOf('3'), choices.labelOf('1')]).toEqual(['Université (A)', 'Frais de personnel']));

  it('filters by the beginnings of words, those first that begin with the text', () => {
    const matching = (text: string) => choices.matching(text).map(({ value }) => value);
    expect([matching('pers'), matching('hé dé'), matching('a'), matching('nothing')]).toEqual([['1'], ['2'], ['3'], []]);
  });
});
