import { refusal, type Refusal } from '@passerelle/shared/kernel';

/** NIST SP 800-63B asks for 8; a password here opens a whole project's budget, and no other rule on its characters makes up for length. */
export const PASSWORD_MIN_LENGTH = 12;
/** Enough for any sentence; more would only cost time to hash. */
export const PASSWORD_MAX_LENGTH = 1024;

/** What is tried first: of a password that is one of these words, with figures or signs around it or several times over, length is no protection. */
const GUESSABLE_WORDS = [
  'password', 'passwort', 'passphrase', 'motdepasse', 'wachtwoord', 'kennwort', 'qwerty', 'qwertyuiop', 'azerty', 'azertyuiop', 'qwertz', 'qwertzuiop', 'letmein', 'welcome', 'bienvenue', 'welkom', 'willkommen',
  'admin', 'administrator', 'administrateur', 'secret', 'iloveyou', 'changeme', 'passerelle', 'interreg', 'abc', 'abcd', 'test', 'bonjour', 'geheim', 'dragon', 'football', 'soleil',
];
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm', 'azertyuiopqsdfghjklmwxcvbn', 'qwertzuiopasdfghjklyxcvbnm', '1234567890azertyuiop', '1234567890qwertyuiop', '1qaz2wsx3edc4rfv5tgb'];

const reversed = (text: string): string => [...text].reverse().join('');
const isRepeated = (text: string, part: string): boolean => part.length > 0 && text.length % part.length === 0 && part.repeat(text.length / part.length) === text;

function isGuessable(password: string): boolean {
  const plain = password.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const letters = plain.replaceAll(/[^a-z]/g, '');
  const shortParts = [1, 2, 3].some((length) => isRepeated(plain, plain.slice(0, length)));
  const inOrder = RUNS.some((run) => run.includes(plain) || reversed(run).includes(plain));
  return shortParts || inOrder || GUESSABLE_WORDS.some((word) => isRepeated(letters, word) && letters.length > 0);
}

/**
 * Why this password is not accepted for the account with this address; empty where it is. It asks for length and against what anybody would try first,
 * never for kinds of characters: those make passwords harder to remember, not to guess.
 */
export function passwordRefusals(password: string, email: string, pointer = '/password'): Refusal[] {
  const length = [...password].length;
  const given = password.trim().toLowerCase();
  const address = email.trim().toLowerCase();
  if (length < PASSWORD_MIN_LENGTH) return [refusal('identity.password-too-short', { characters: PASSWORD_MIN_LENGTH }, pointer)];
  if (length > PASSWORD_MAX_LENGTH) return [refusal('identity.password-too-long', { characters: PASSWORD_MAX_LENGTH }, pointer)];
  if (given === address || given === address.split('@')[0]) return [refusal('identity.password-is-address', {}, pointer)];
  return isGuessable(password) ? [refusal('identity.password-guessable', {}, pointer)] : [];
}
