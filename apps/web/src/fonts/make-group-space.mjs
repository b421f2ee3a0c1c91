// Writes group-space.ttf: a font of nothing but the spaces that group digits (U+202F and U+2009), a quarter of an em wide. Inter has no U+202F; browsers then
// take half of its space, and 1 389 740,18 reads as 1389740,18. The style sheet lays this font over Inter for these two characters only.
import fs from 'node:fs';

const EM = 2048;
const WIDTH = 532;
const GLYPHS = 2; // .notdef and the space
const u16 = (...numbers) => Buffer.concat(numbers.map((n) => Buffer.from([(n >> 8) & 255, n & 255])));
const u32 = (...numbers) => Buffer.concat(numbers.map((n) => u16(n >>> 16, n & 0xffff)));

/** Format 4: one segment per character, each to glyph 1. */
function cmap(characters) {
  const segments = [...characters.map((c) => [c, 1 - c]), [0xffff, 1]];
  const body = [segments.map(([c]) => c), [0], segments.map(([c]) => c), segments.map(([, delta]) => delta & 0xffff), segments.map(() => 0)].flat();
  const subtable = u16(4, 14 + body.length * 2, 0, segments.length * 2, 4, 1, segments.length * 2 - 4, ...body);
  return Buffer.concat([u16(0, 1, 3, 1), u32(12), subtable]);
}

function name(entries) {
  const texts = entries.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const offsets = texts.map((_, at) => texts.slice(0, at).reduce((sum, text) => sum + text.length, 0));
  return Buffer.concat([u16(0, entries.length, 6 + entries.length * 12), ...entries.map(([id], at) => u16(3, 1, 0x409, id, texts[at].length, offsets[at])), ...texts]);
}

const tables = {
  'OS/2': Buffer.concat([
    u16(4, WIDTH, 400, 5, 0, 1331, 1433, 0, 286, 1331, 1433, 0, 983, 102, 530, 0),
    Buffer.alloc(10), u32(0, 0, 0, 0), Buffer.from('PASS'), u16(0x40, 0x2009, 0x202f, 1984, -494, 0, 1984, 494), u32(1, 0), u16(1118, 1490, 0, 0x2009, 1),
  ]),
  cmap: cmap([0x2009, 0x202f]),
  glyf: Buffer.from([0]),
  head: Buffer.concat([u32(0x10000, 0x10000, 0, 0x5f0f3cf5), u16(3, EM), Buffer.alloc(16), u16(0, 0, 0, 0, 0, 8, 2, 0, 0)]),
  hhea: Buffer.concat([u32(0x10000), u16(1984, -494, 0, WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS)]),
  hmtx: u16(WIDTH, 0, WIDTH, 0),
  loca: u16(0, 0, 0),
  maxp: Buffer.concat([u32(0x10000), u16(GLYPHS, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
  name: name([[1, 'Passerelle Group Space'], [2, 'Regular'], [3, 'Passerelle Group Space'], [4, 'Passerelle Group Space'], [6, 'PasserelleGroupSpace']]),
  post: Buffer.concat([u32(0x30000, 0), u16(-205, 102), u32(0, 0, 0, 0, 0)]),
};

const padded = (table) => Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
const checksum = (table) => {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
};
const tags = Object.keys(tables);
let offset = 12 + tags.length * 16;
const directory = [u32(0x10000), u16(tags.length, 128, 3, tags.length * 16 - 128)];
for (const tag of tags) {
  directory.push(Buffer.from(tag), u32(checksum(padded(tables[tag])), offset, tables[tag].length));
  offset += padded(tables[tag]).length;
}
const font = Buffer.concat([...directory, ...tags.map((tag) => padded(tables[tag]))]);
font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, font.indexOf(tables.head) + 8);
fs.writeFileSync(new URL('group-space.ttf', import.meta.url), font);
