import { multipart } from '../test-app';
import type { Dice } from './dice';
import { sampleOf, type Operation, type Schema } from './operations';

/** A request that must be refused, or that asks and changes nothing. */
export interface Malformed {
  readonly fault: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
  /** Without the session's CSRF token, where it is sent by somebody who is signed in. */
  readonly withoutToken?: boolean;
  /** Nothing in it is wrong, so nobody who is signed in may send it. */
  readonly asVisitorOnly?: boolean;
}

/** What stands at a parameter of the demo's own things, so that some requests get past the address. */
const KNOWN: Readonly<Record<string, string>> = { programme: 'FWVL', project: '4.8.337', format: 'csv', figure: 'erdf', cell: 'STAFF', name: 'ab-refugies' };
const MEGABYTE = 'm'.repeat(1024 * 1024);

/** As they stand in an address, percent signs and all. */
const ODD_SEGMENTS = ['%00', 'a%00b', '%ED%A0%80', '%zz', '%', '%2e%2e%2fetc', 'x'.repeat(201), 'x'.repeat(3000), '__proto__', 'constructor', '-1', '1e309', 'NaN', 'null', '%27%3B--', '%F0%9F%98%80', '%E2%80%AE', '%20', '%0d%0aset-cookie:a=b', '00000000-0000-0000-0000-000000000000', '4.8.338', '$1', '{}', '[]'];
const ODD_VALUES = [...ODD_SEGMENTS, '', '0', '-0', '1.5', '999999999999999999999', MEGABYTE.slice(0, 9000), 'asc,desc', '0x10', 'true', '%25%5f'];
const ODD_HEADERS: Readonly<Record<string, readonly string[]>> = {
  'if-match': ['*', '""', '"-1"', '"1e309"', 'W/"1"', '"999999999999999"', '1', '"1", "2"', '"é"', '\0', 'x'.repeat(9000)],
  'idempotency-key': ['é', 'a b', 'x'.repeat(201), '\t', '\u0001'],
  'if-none-match': ['*', 'W/', '"', 'x'.repeat(9000)],
  'accept-language': ['x'.repeat(5000), '*', ';;;,,,', 'fr;q=1e309', '\0'],
  accept: ['text/html', '', '*/*;q=9', 'x'],
  cookie: ['passerelle_session=', 'passerelle_session=%00', 'passerelle_session=a; passerelle_session=b', '=;;=', 'x'.repeat(9000), '__proto__=1'],
  'x-csrf-token': ['', 'é', 'x'.repeat(9000)],
  'x-forwarded-for': ['::::', "'", '127.0.0.1'],
  host: ['', '[', 'elsewhere.example:99999'],
  range: ['bytes=0-', 'bytes=9-1'],
  'x-http-method-override': ['DELETE'],
};
const FOREIGN: readonly Readonly<Record<string, string>>[] = [{ origin: 'null' }, { origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'x' }];

const oddHeader = (dice: Dice, names = Object.keys(ODD_HEADERS)): Record<string, string> => {
  const name = dice.pick(names);
  return { [name]: dice.pick(ODD_HEADERS[name]!) };
};

function addressOf(operation: Operation, dice: Dice, mustBeWrong: boolean): string {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const wrong = mustBeWrong ? dice.pick(names) : null;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => (name === wrong || dice.chance(0.3) ? (dice.chance(0.2) ? dice.uuid() : dice.pick(ODD_SEGMENTS)) : (KNOWN[name] ?? dice.uuid())));
  if (dice.chance(0.4) && operation.method !== 'GET') return path;
  const asked = Array.from({ length: dice.number(4) }, () => `${dice.pick([...operation.query, ...operation.query, 'unknown', '__proto__', 'a[b]', 'a[]', ''])}=${dice.pick(ODD_VALUES)}`);
  return asked.length ? `${path}?${asked.join('&')}` : path;
}

// ---------------------------------------------------------------- bodies

const HERE = '"@here@"';
type Path = readonly (string | number)[];

/** The places of a value where something else could stand. */
function placesOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [...(at.length ? [at] : []), ...Object.entries(value).flatMap(([name, one]) => placesOf(one, [...at, Array.isArray(value) ? Number(name) : name]))];
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? replaced(one, rest, by) : one));
  return { ...(value as object), [first]: replaced((value as Record<string, unknown>)[first], rest, by) };
}

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>((one, name) => (one as Record<string, unknown>)[name], value);

/** Written where a value of another kind belongs. */
function wrongFor(value: unknown, dice: Dice): string {
  const odd = { string: ['5', 'true', '[]', '{}', '["x"]', '{"toString":1}'], number: ['"5"', 'true', '[]', '{}', '0.5', '1e308', '-1e300', '"1e309"'], boolean: ['"true"', '7', '[]', '{}'] };
  if (Array.isArray(value)) return dice.pick(['{}', '"x"', '5', 'true', '{"length":1}', '[[]]', '[null]', '[5]']);
  return dice.pick(odd[typeof value as keyof typeof odd] ?? ['[]', '"x"', '5', 'true', '{"@":1}']);
}

const HOSTILE_VALUES = ['1e309', '-1e309', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}', '{"a":1,"a":2}'];

interface Body {
  readonly fault: string;
  readonly payload: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

function jsonBody(schema: Schema, schemas: Readonly<Record<string, Schema>>, dice: Dice): Body {
  const sample = sampleOf(schema, schemas, dice);
  const text = JSON.stringify(sample);
  const place = dice.pick(placesOf(sample).filter((path) => path.length) as Path[]) ?? [];
  const put = (raw: string): string => JSON.stringify(replaced(sample, place, '@here@')).replace(HERE, () => raw);
  const faults: Readonly<Record<string, () => Body['payload']>> = {
    'wrong type': () => put(wrongFor(at(sample, place), dice)),
    'hostile value': () => put(dice.pick(HOSTILE_VALUES)),
    'field unknown': () => text.replace(/\}$/, `${text === '{}' ? '' : ','}"${dice.pick(['unknown', 'id', 'personId', 'role', 'toString', '$where', ''])}":1}`),
    'field missing': () => (place.length && typeof place[0] === 'string' ? JSON.stringify({ ...(sample as object), [place[0]]: undefined, unknown: 1 }) : '[]'),
    'key twice': () => put('{"a":1,"a":1}'),
    'another whole': () => dice.pick(['null', '[]', '{}x', '"x"', '5', 'true', '[{}]', `[${text}]`, '1e309', '-', '{"":', 'undefined']),
    'deep nesting': () => put(`${'['.repeat(dice.pick([33, 200, 20_000]))}`) + ']',
    'deep and closed': () => put('{"a":'.repeat(40) + '1' + '}'.repeat(40)),
    truncated: () => text.slice(0, dice.number(text.length)),
    'more after the end': () => `${text}${dice.pick(['x', '{}', ',', '\0', ']'])}`,
    'no UTF-8': () => Buffer.concat([Buffer.from('{"a":"'), dice.bytes(8), Buffer.from([0xff]), Buffer.from('"}')]),
    'UTF-16': () => Buffer.from(text, 'utf16le'),
    'byte order mark': () => `\ufeff${text}`,
    'random bytes': () => dice.bytes(1 + dice.number(60)),
    'long text': () => put(JSON.stringify('é'.repeat(20_000))),
    empty: () => '',
  };
  const fault = dice.chance(0.004) ? 'megabytes' : dice.pick(Object.keys(faults));
  return { fault, payload: fault === 'megabytes' ? put(JSON.stringify(MEGABYTE.repeat(dice.pick([1, 3])))) : faults[fault]!() };
}

const OTHER_KINDS = ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json5', 'application/problem+json', 'application/json; charset=utf-16', 'json', ';', 'multipart/form-data', 'multipart/form-data; boundary=b', '\0'];
const ODD_LENGTHS: readonly Readonly<Record<string, string>>[] = [{ 'content-length': '1' }, { 'content-length': '99999999' }, { 'content-length': '-1' }, { 'content-length': 'x' }, { 'content-encoding': 'gzip' }, { 'content-encoding': 'br, gzip' }];

/** A form whose fingerprint is that of no file. */
function formBody(dice: Dice): Body {
  const file = { name: dice.pick(['sheet.txt', '', 'a\0b', '../../etc/passwd', 'é'.repeat(300), '\ud83d.txt']), bytes: dice.bytes(dice.number(200)) };
  const form = (fields: Record<string, string>, bytes: Uint8Array = file.bytes) => multipart(fields, { name: file.name, bytes });
  const faults: Readonly<Record<string, () => { payload: Buffer; contentType: string }>> = {
    'random file': () => form({ fingerprint: 'of no file' }),
    'no file': () => multipart({ fingerprint: 'x' }),
    'no fields': () => form({}),
    'begins like a PDF': () => form({ fingerprint: 'x' }, Buffer.concat([Buffer.from('%PDF-1.7\n'), dice.bytes(100)])),
    'begins like a ZIP': () => form({ fingerprint: 'x' }, Buffer.concat([Buffer.from('PK\u0003\u0004'), dice.bytes(100)])),
    'text of no sheet': () => form({}, Buffer.from(dice.pick(['Fiche projet', '1. \t€ 1e309\n', '\ufeff', 'é\0', 'Opérateur\t1.234.5\n'.repeat(500)]))),
    'odd field': () => form({ [dice.pick(['__proto__', 'constructor', '', 'a"b', 'x'.repeat(300)])]: dice.pick(['\0', 'x'.repeat(2000), '\ud800']) }),
    'many fields': () => form(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, 'x']))),
    truncated: () => ({ ...form({ fingerprint: 'x' }), payload: form({ fingerprint: 'x' }).payload.subarray(0, dice.number(150)) }),
    'another boundary': () => ({ ...form({ fingerprint: 'x' }), contentType: 'multipart/form-data; boundary=another' }),
    'no boundary': () => ({ ...form({}), contentType: 'multipart/form-data' }),
    'JSON instead': () => ({ payload: Buffer.from('{"fingerprint":"x"}'), contentType: 'application/json' }),
    'random bytes': () => ({ ...form({}), payload: dice.bytes(200) }),
  };
  const fault = dice.chance(0.004) ? 'megabytes' : dice.pick(Object.keys(faults));
  const { payload, contentType } = fault === 'megabytes' ? form({}, Buffer.alloc(dice.pick([3, 17]) * MEGABYTE.length, 'x')) : faults[fault]!();
  return { fault, payload, headers: { 'content-type': contentType } };
}

/** A body in order, sent in a way that must be refused before it is looked at. */
function refusedBefore(operation: Operation, schemas: Readonly<Record<string, Schema>>, dice: Dice): Malformed | null {
  if (operation.body?.kind !== 'json') return null;
  const url = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => KNOWN[name] ?? dice.uuid());
  const payload = JSON.stringify(sampleOf(operation.body.schema, schemas, dice));
  const json = { 'content-type': 'application/json', 'idempotency-key': dice.uuid(), 'if-match': '"1"' };
  const ways: (Malformed | null)[] = [
    { fault: 'another site’s page', url, payload, headers: { ...json, ...dice.pick(FOREIGN) } },
    // A public route asks for no token.
    operation.statuses.has(401) ? { fault: 'no CSRF token', url, payload, headers: json, withoutToken: true } : null,
    { fault: 'another kind of body', url, payload, headers: { ...json, 'content-type': dice.pick(OTHER_KINDS) } },
    ...['if-match', 'idempotency-key'].map((name) => (operation.headers.includes(name) ? { fault: `odd ${name}`, url, payload, headers: { ...json, [name]: dice.pick(ODD_HEADERS[name]!) } } : null)),
  ];
  return dice.pick(ways.filter((way) => way !== null));
}

/** The request of that number for an operation. */
export function malformed(operation: Operation, schemas: Readonly<Record<string, Schema>>, dice: Dice): Malformed {
  const { body, method, path } = operation;
  if (method === 'GET') return { fault: 'odd address or header', url: addressOf(operation, dice, false), headers: dice.chance(0.4) ? oddHeader(dice) : {} };
  if (!body) {
    const wrong = path.includes('{');
    return { fault: wrong ? 'wrong address' : 'odd header', url: wrong ? addressOf(operation, dice, true) : path, headers: oddHeader(dice), asVisitorOnly: !wrong };
  }
  const before = dice.chance(0.2) ? refusedBefore(operation, schemas, dice) : null;
  if (before) return before;
  const broken = body.kind === 'form' ? formBody(dice) : jsonBody(body.schema, schemas, dice);
  const headers = { 'content-type': 'application/json', 'if-match': '"1"', 'idempotency-key': dice.uuid(), ...broken.headers, ...(dice.chance(0.15) ? oddHeader(dice) : {}), ...(dice.chance(0.1) ? dice.pick(ODD_LENGTHS) : {}) };
  return { fault: broken.fault, url: addressOf(operation, dice, false), headers, payload: broken.payload };
}
