import { PASSWORD_MAX_LENGTH, passwordRefusals } from './password.rules';

const codes = (password: string, email = 'finance-lead@ab-refugies.example'): string[] => passwordRefusals(password, email).map(({ code }) => code);

describe('a password', () => {
  it.each([
    ['eleven chars', 'elevenchars', 'identity.password-too-short'],
    ['six characters that take two units each', '😀😀😀😀😀😀', 'identity.password-too-short'],
    ['more than can be wanted', 'x y'.repeat(PASSWORD_MAX_LENGTH), 'identity.password-too-long'],
    ['the address itself', 'Finance-Lead@AB-refugies.example', 'identity.password-is-address'],
    ['the name before the @', 'finance-lead', 'identity.password-is-address'],
    ['a word with figures', 'Password12345', 'identity.password-guessable'],
    ['a word with accents and signs', 'Môt de passe 2026!', 'identity.password-guessable'],
    ['a word twice', 'wachtwoordwachtwoord', 'identity.password-guessable'],
    ['the system’s own name with a year', 'passerelle2026', 'identity.password-guessable'],
    ['one character over and over', 'aaaaaaaaaaaaaa', 'identity.password-guessable'],
    ['three characters over and over', 'xyzxyzxyzxyz', 'identity.password-guessable'],
    ['figures in order', '123456789012', 'identity.password-guessable'],
    ['letters in order, backwards', 'zyxwvutsrqpo', 'identity.password-guessable'],
    ['a row of keys', 'azertyuiopqs', 'identity.password-guessable'],
  ])('is refused that is %s', (_, password, code) => expect(codes(password)).toEqual([code]));

  it.each(['the boat leaves at nine', 'passerelle-demo', 'Kz8!vp2_Lq0w', '4815 1623 42 108', 'une péniche sur la Lys', '夜明け前の静かな運河と橋と霧'])('may be %s', (password) => expect(codes(password)).toEqual([]));

  it('is refused at the field that the request names', () => expect(passwordRefusals('short', 'a@b.example', '/new')[0]).toMatchObject({ pointer: '/new', params: { characters: 12 } }));
});
