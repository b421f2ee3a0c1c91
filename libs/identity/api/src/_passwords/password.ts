import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
const hashWith = (password: string, nonce: Buffer, memory: number, passes: number, tagLength: number): Promise<Buffer> =>
  derive('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce, parallelism: 1, memory, passes, tagLength });

/** A password as argon2id in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await hashWith(password, salt, MEMORY_KIB, PASSES, 32);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(tag)}`;
}

/** Whether the password is the one of the hash; false for a text that is no hash of ours. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
  if (!parts) return false;
  const [, memory, passes, salt, tag] = parts as unknown as [string, string, string, string, string];
  const expected = Buffer.from(tag, 'base64');
  return timingSafeEqual(await hashWith(password, Buffer.from(salt, 'base64'), Number(memory), Number(passes), expected.length), expected);
}
