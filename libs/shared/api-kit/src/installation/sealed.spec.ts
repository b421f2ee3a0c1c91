import { keyFor } from './installation';
import { seal, unseal } from './sealed';

describe('a sealed text', () => {
  const key = keyFor({ secret: 'a secret of the installation, long enough' }, 'test');
  const sealed = seal(key, 'row:1', 'https://passerelle.example/geheim é');

  it('opens with its key at its place', () => expect(unseal(key, 'row:1', sealed)).toBe('https://passerelle.example/geheim é'));
  it('shows nothing of what it says, and never looks the same twice', () => {
    expect(sealed.toString('latin1')).not.toContain('passerelle');
    expect(seal(key, 'row:1', 'a').equals(seal(key, 'row:1', 'a'))).toBe(false);
  });
  it.each([
    ['with the key of another purpose', keyFor({ secret: 'a secret of the installation, long enough' }, 'other'), 'row:1', sealed],
    ['at another place', key, 'row:2', sealed],
    ['once a bit of it has changed', key, 'row:1', Buffer.from(sealed.map((byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte)))],
    ['where it is cut short', key, 'row:1', sealed.subarray(0, 20)],
    ['where there is none', key, 'row:1', Buffer.alloc(0)],
  ])('does not open %s', (_how, itsKey, place, bytes) => expect(unseal(itsKey, place, bytes)).toBeNull());
});
