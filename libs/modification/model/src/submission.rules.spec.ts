import fc from 'fast-check';
import { canonicalJson } from './submission.rules';

describe('what is submitted is written in one way', () => {
  it('whatever the order of its keys, and reads as the same again', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: true, z: undefined })).toBe('{"a":true,"b":[1,{"c":"é\\"","d":null}]}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        const turned = Object.fromEntries(Object.entries(plain).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(plain));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });
});
