import { typeDecimalMark, typedCharacter } from './typed-key';

const press = (key: string, code: string, modifiers: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, code, cancelable: true, ...modifiers });

describe('the point of the numeric keypad', () => {
  it('is the reader’s decimal mark when it opens a cell', () => {
    expect(typedCharacter(press('.', 'NumpadDecimal'), 'fr')).toBe(',');
    expect(typedCharacter(press(',', 'NumpadDecimal'), 'en')).toBe('.');
    expect(typedCharacter(press('.', 'Period'), 'fr')).toBe('.');
  });

  it('is put in where the caret stands, over what is selected', () => {
    const input = document.createElement('input');
    input.value = '12XX50';
    input.setSelectionRange(2, 4);
    const event = press('.', 'NumpadDecimal');
    expect(typeDecimalMark(input, event, 'nl')).toBe(true);
    expect([input.value, input.selectionStart, event.defaultPrevented]).toEqual(['12,50', 3, true]);
  });

  it('leaves the point of the letter keys alone, and every shortcut', () => {
    const input = document.createElement('input');
    expect(typeDecimalMark(input, press('.', 'Period'), 'fr')).toBe(false);
    expect(typeDecimalMark(input, press('.', 'NumpadDecimal', { ctrlKey: true }), 'fr')).toBe(false);
    expect(input.value).toBe('');
  });
});
