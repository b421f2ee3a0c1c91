import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import * as fc from 'fast-check';
import { ChangeAmounts } from './budget.contract';
import { ChangeLines } from './lines.contract';
import { isSurelyChangeAmounts, isSurelyChangeLines } from './surely-valid';

const id = fc.uuid();
const integer = fc.oneof(fc.integer(), fc.maxSafeInteger());
const text = fc.string({ maxLength: 30 });
const goodCell = fc.record({ operatorId: id, cell: text, amountCents: fc.option(integer) });
const texts = fc.dictionary(fc.constantFrom('fr', 'nl'), text);
const lineFields = {
  operatorId: id, categoryCode: text, position: fc.nat(), workPackageId: fc.option(id), descriptions: texts, quantity: fc.option(integer), unitPriceCents: fc.option(integer), amountCents: fc.option(integer),
  periods: fc.dictionary(fc.constantFrom('1', '2'), integer), comment: text, inKindBy: text, formula: text, catalogueCode: fc.option(fc.string({ maxLength: 10, unit: 'grapheme-ascii' })),
};
const goodNewLine = fc.record({ lineId: id, ...lineFields }, { requiredKeys: ['lineId', 'operatorId', 'categoryCode', 'position'] });
const goodChange = fc.record({ lineId: id, ...lineFields }, { requiredKeys: ['lineId'] });
const goodAmounts = fc.record({ changes: fc.array(goodCell, { minLength: 1, maxLength: 4 }) });
const goodLines = fc.record({ inserted: fc.array(goodNewLine, { maxLength: 3 }), changed: fc.array(goodChange, { maxLength: 3 }), removed: fc.array(id, { maxLength: 3 }) });

// What may stand in the place of a field, and is a fault in most.
const odd = fc.constantFrom<unknown>(null, undefined, '', 'x', '\0', 'x'.repeat(41), 'x'.repeat(2001), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', -1, 1.5, 1e300, Number.MAX_SAFE_INTEGER + 1, true, [], {}, [null], [{}], { a: 1 });
type Tree = Record<string, unknown> | unknown[];
/** The body with one thing in it replaced, added or taken away, anywhere. */
const spoilt = <T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.tuple(good, fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), odd, fc.constantFrom('replace', 'add', 'remove')).map(([body, path, value, how]) => {
    const copy = structuredClone(body) as Tree;
    let at: Tree = copy;
    for (const step of path.slice(1)) {
      const inner: unknown[] = Object.values(at).filter((one) => typeof one === 'object' && one !== null);
      if (inner.length > 0) at = inner[step % inner.length] as Tree;
    }
    const names = Object.keys(at);
    const name = how === 'add' || names.length === 0 ? (Array.isArray(at) ? String(at.length) : 'surprise') : names[path[0]! % names.length]!;
    if (how === 'remove') delete (at as Record<string, unknown>)[name];
    else (at as Record<string, unknown>)[name] = value;
    // Bodies are JSON: lists have no holes.
    return JSON.parse(JSON.stringify(copy)) as unknown;
  });

const keepsContract = async (contract: new () => object, body: unknown): Promise<boolean> =>
  (await validate(plainToInstance(contract, body) as object, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true })).length === 0;

describe.each([
  ['amounts', ChangeAmounts, isSurelyChangeAmounts, goodAmounts],
  ['lines', ChangeLines, isSurelyChangeLines, goodLines],
] as const)('the quick check of changed %s', (_, contract, isSurely, good: fc.Arbitrary<object>) => {
  it('says yes to what the screens send', () => {
    fc.assert(fc.property(good, (body) => expect(isSurely(body)).toBe(true)));
  });

  it('says yes only where the contract does', async () => {
    let [yes, no] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.oneof(good, spoilt(good)), async (body) => {
        if (!isSurely(body)) return void (no += 1);
        yes += 1;
        expect(await keepsContract(contract, body)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect([yes > 300, no > 300]).toEqual([true, true]);
  });

  it.each([null, undefined, [], '', 0, {}, { changes: [] }, { inserted: [], changed: [] }])('leaves %j to the contract', (body) => {
    expect(isSurely(body)).toBe(false);
  });
});
