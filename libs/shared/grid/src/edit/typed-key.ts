import type { AmountLanguage } from '@passerelle/shared/money';
import { decimalMark } from './read-typed';

type Key = Pick<KeyboardEvent, 'key' | 'code'>;

/** The character that a key stands for in an amount. The numeric keypad's point is the reader's decimal mark, whatever the keyboard sends. */
export function typedCharacter(event: Key, language: AmountLanguage): string {
  return event.code === 'NumpadDecimal' ? decimalMark(language) : event.key;
}

/** In an open input: puts in the reader's decimal mark for the keypad's point. True where it did. */
export function typeDecimalMark(input: HTMLInputElement, event: KeyboardEvent, language: AmountLanguage): boolean {
  if (event.code !== 'NumpadDecimal' || event.ctrlKey || event.altKey || event.metaKey) return false;
  event.preventDefault();
  input.setRangeText(decimalMark(language), input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, 'end');
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}
