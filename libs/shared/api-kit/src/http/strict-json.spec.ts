import * as fc from 'fast-check';
import { Refused } from './refused';
import { DEEPEST, readStrictJson } from './strict-json';

const read = (text: string): unknown => readStrictJson(Buffer.from(text));
const refusedWith = (text: string | Buffer): [string, string] | null => {
  try {
    readStrictJson(Buffer.from(text as string));
    return null;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 400) throw error;
    return [error.refusals[0]!.code, error.refusals[0]!.pointer];
  }
};

const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
const key = text.filter((one) => !(one in {}) && one !== 'prototype');
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('object')),
  leaf: fc.oneof(text, fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }), fc.boolean(), fc.constant(null)),
  list: fc.array(tie('any'), { maxLength: 6 }),
  object: fc.dictionary(key, tie('any'), { maxKeys: 6 }),
})).any;
const written = fc.tuple(value, fc.constantFrom(undefined, 1, '\t', ' \n'), fc.boolean()).map(([one, space, escape]) => {
  const json = JSON.stringify(one, null, space);
  return escape ? json.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
});

describe('JSON of a request', () => {
  it('is read to the same value as JSON.parse reads it', () => {
    fc.assert(fc.property(written, (json) => expect(read(json)).toEqual(JSON.parse(json))), { numRuns: 1000 });
  });

  it('is refused wherever JSON.parse refuses it', () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.constantFrom('', '"', '}', ',', '\\', ']', 'x', '\u0001'), (json, at, put) => {
        const broken = json.slice(0, at % json.length) + put + json.slice((at % json.length) + 1);
        let parses = true;
        try {
          JSON.parse(broken);
        } catch {
          parses = false;
        }
        if (!parses) expect(refusedWith(broken)).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a key given twice', '{"a":1,"b":{"c":1,"c":2}}', 'general.json-duplicate-key', '/b/c'],
    ['a key given twice, once written otherwise', '{"ab":1,"\\u0061b":2}', 'general.json-duplicate-key', '/ab'],
    ['a key that touches prototypes', '[{"x":{"__proto__":{}}}]', 'general.json-forbidden-key', '/0/x/__proto__'],
    ['such a key in disguise', '{"\\u005f_proto__":1}', 'general.json-forbidden-key', '/__proto__'],
    ['the constructor', '{"constructor":{"prototype":1}}', 'general.json-forbidden-key', '/constructor'],
    ['what every object has already', '{"a":{"toString":1}}', 'general.json-forbidden-key', '/a/toString'],
    ['a number that is not finite', '{"a":[1,2,1e309]}', 'general.json-number', '/a/2'],
    ['one below all numbers', '-1E999', 'general.json-number', ''],
    ['NUL in a text', '{"a":"x\\u0000y"}', 'general.text-not-storable', '/a'],
    ['half a surrogate pair', '["ok","\\ud800"]', 'general.text-not-storable', '/1'],
    ['half a pair in a key', '{"a":{"\\udc00":1}}', 'general.text-not-storable', '/a'],
    ['a key with a slash', '{"a/b~":1e400}', 'general.json-number', '/a~1b~0'],
    ['nothing', '', 'general.json-broken', ''],
    ['a text cut off', '{"a":"b', 'general.json-broken', ''],
    ['a byte order mark', '\ufeff{}', 'general.json-broken', ''],
  ])('refuses %s', (_, json, code, pointer) => expect(refusedWith(json)).toEqual([code, pointer]));

  it('refuses bytes that are no UTF-8', () => expect(refusedWith(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toEqual(['general.json-broken', '']));

  it(`takes ${DEEPEST} levels and refuses one more`, () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(refusedWith(nested(DEEPEST))).toBeNull();
    expect(refusedWith(nested(DEEPEST + 1))).toEqual(['general.json-too-deep', '']);
    expect(refusedWith('{"a":'.repeat(1_000_000))).toEqual(['general.json-too-deep', '']);
  });

  it('knows keys of sibling objects apart, and commas and colons inside texts', () => {
    const json = '[{"a":"{\\"a\\":1,"},{"a":",]}"},[1,"a",2]]';
    expect(read(json)).toEqual(JSON.parse(json));
  });

  it('reads megabytes in a time that grows with their length only', () => {
    const took = (json: string): number => {
      const start = performance.now();
      read(json);
      return performance.now() - start;
    };
    const rows = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: n, name: `a "quoted" \\ name ${n}`, amounts: [n, -n, n / 7] })));
    const keys = (count: number): string => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`key ${n}`, n])));
    for (const json of [rows, keys, (count: number) => `"${'\\"'.repeat(count * 20)}"`]) {
      took(json(2000));
      const [small, large] = [took(json(2000)), took(json(32_000))];
      // Sixteen times the text; a square would be 256 times as slow.
      expect(large).toBeLessThan(small * 100 + 50);
    }
  });
});
