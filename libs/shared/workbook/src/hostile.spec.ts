import { readCsv } from './csv';
import { FILE_LIMITS } from './limits';
import { readWorkbook } from './read-workbook';
import { bareParts, bytesOf, largeZipOf, refusedWith, rowsOf, zipOf } from './testing';

const sheet = '<row r="1"><c r="A1"><v>1</v></c></row>';
const good = zipOf(bareParts(sheet));
const reading = async (bytes: Buffer, limits = FILE_LIMITS): Promise<unknown> => rowsOf(await readWorkbook(bytes, limits), 'One');
const open = (bytes: Buffer, limits = FILE_LIMITS): Promise<string> => refusedWith(reading(bytes, limits));

/** The same file whose directory tells another inflated size of its last part. */
function lying(bytes: Buffer, size: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  copy.writeUInt32LE(size, at + 24);
  return copy;
}

describe('hostile files', () => {
  it('the harmless one is read, so that the others are refused for their faults', async () => {
    expect(await reading(good)).toEqual([{ number: 1, cells: [{ column: 1, kind: 'number', text: '1', computed: false, shownAs: 'number' }] }]);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'workbook.file-empty'],
    ['a text', Buffer.from('operator;amount'), 'workbook.not-a-workbook'],
    ['a PDF before a workbook', Buffer.concat([Buffer.from('%PDF-1.7\n'), good]), 'workbook.not-a-workbook'],
    ['an old or encrypted workbook', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]), 'workbook.encrypted'],
    ['half a file', good.subarray(0, good.length / 2), 'workbook.damaged'],
    ['a workbook before something else', Buffer.concat([good, Buffer.from('<script>')]), 'workbook.damaged'],
    ['another ZIP', zipOf({ 'a.txt': 'x' }), 'workbook.not-a-workbook'],
    ['a text document', zipOf({ '_rels/.rels': '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>', 'word/document.xml': '<document/>' }), 'workbook.not-a-workbook'],
    ['macros', zipOf(bareParts(sheet, { 'xl/vbaProject.bin': 'x' })), 'workbook.macros'],
    ['old macros', zipOf(bareParts(sheet, { 'xl/macrosheets/sheet1.xml': 'x' })), 'workbook.macros'],
    ['a part named out of the folder', zipOf(bareParts(sheet, { '../evil.xml': 'x' })), 'workbook.damaged'],
    ['a part with an absolute name', zipOf(bareParts(sheet, { '/etc/passwd': 'x' })), 'workbook.damaged'],
    ['a sheet shorter than it says', lying(good, 10_000), 'workbook.damaged'],
    ['a sheet longer than it says', lying(good, 5), 'workbook.damaged'],
    ['a directory that promises gigabytes', lying(good, 0xfffffff0), 'workbook.inflates-too-far'],
    ['a document type', zipOf(bareParts(sheet, { 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>' })), 'workbook.damaged'],
    ['a sheet that ends too early', zipOf(bareParts('<row r="1"><c r="A1"><v>1')), 'workbook.damaged'],
    ['no XML', zipOf(bareParts(sheet, { 'xl/workbook.xml': 'x' })), 'workbook.damaged'],
    ['rows that go backwards', zipOf(bareParts('<row r="2"/><row r="1"/>')), 'workbook.damaged'],
    ['a row beyond the last', zipOf(bareParts('<row r="1048577"/>')), 'workbook.damaged'],
    ['a cell without a text', zipOf(bareParts('<row><c t="s"><v>7</v></c></row>')), 'workbook.damaged'],
    ['a cell nowhere', zipOf(bareParts('<row><c r="7"><v>7</v></c></row>')), 'workbook.damaged'],
    ['a cell far to the right', zipOf(bareParts('<row><c r="XFD1"><v>7</v></c></row>')), 'workbook.too-many-columns'],
    ['a long cell', zipOf(bareParts(`<row><c t="str"><v>${'x'.repeat(32_768)}</v></c></row>`)), 'workbook.cell-too-long'],
    ['too many parts', zipOf(bareParts(sheet, Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`xl/media/${index}`, ''])))), 'workbook.too-many-parts'],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await open(bytes)).toBe(code);
  });

  it('a part that occurs twice is refused', async () => {
    const twice = Buffer.from(zipOf(bareParts(sheet, { 'xl/worksheets/two.xml': 'x' })));
    for (let at = twice.indexOf('two.xml'); at >= 0; at = twice.indexOf('two.xml', at)) twice.write('one.xml', at);
    expect(await open(twice)).toBe('workbook.damaged');
  });

  it('a small file that inflates without end is refused before it is inflated, even in a part that nobody reads', async () => {
    const started = process.memoryUsage().rss;
    const bomb = await largeZipOf(bareParts(sheet, { 'xl/media/image1.png': '0'.repeat(50_000_000) }));
    const before = performance.now();
    expect(await open(bomb)).toBe('workbook.inflates-too-far');
    expect(performance.now() - before).toBeLessThan(100);
    expect(process.memoryUsage().rss - started).toBeLessThan(400_000_000);
  });

  it('a million rows are refused at the limit, not read to the end', async () => {
    const row = (index: number): string => `<row r="${index}"><c r="A${index}"><v>${index * 7919 + index}</v></c></row>`;
    const rows = Array.from({ length: 1_000_000 }, (_, index) => row(index + 1)).join('');
    const bytes = await largeZipOf(bareParts(rows));
    const before = performance.now();
    expect(await open(bytes)).toBe('workbook.too-many-rows');
    expect(performance.now() - before).toBeLessThan(3_000);
  });

  it('a token that never ends is refused early', async () => {
    const noise = Array.from({ length: 300_000 }, (_, index) => `${(index * 7919) % 100_003}>`).join('');
    const bytes = await largeZipOf(bareParts(`<!-- ${noise}`));
    const before = performance.now();
    expect(await open(bytes)).toBe('workbook.damaged');
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('links into other files are left alone', async () => {
    const rels = '<Relationships><Relationship Id="b" Type="x/worksheet" Target="file:///etc/passwd" TargetMode="External"/></Relationships>';
    expect(await open(zipOf(bareParts(sheet, { 'xl/_rels/workbook.xml.rels': rels })))).toBe('workbook.not-a-workbook');
    expect(await open(zipOf(bareParts(sheet, { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' })))).toBe('not refused');
  });

  it('the limits are those that are asked for', async () => {
    const two = await bytesOf({ sheets: ['One', 'Two'].map((name) => ({ name, columns: [], rows: [[{ text: 'x' }], [{ text: 'x' }]] })) });
    const both = async (limits: typeof FILE_LIMITS): Promise<unknown> => {
      const book = await readWorkbook(two, limits);
      for (const { name } of book.sheets) await rowsOf(book, name);
      return null;
    };
    expect(await refusedWith(both({ ...FILE_LIMITS, rows: 4 }))).toBe('not refused');
    expect(await refusedWith(both({ ...FILE_LIMITS, rows: 3 }))).toBe('workbook.too-many-rows');
    expect(await refusedWith(both({ ...FILE_LIMITS, sheets: 2 }))).toBe('workbook.too-many-sheets');
    expect(await refusedWith(both({ ...FILE_LIMITS, bytes: two.length - 1 }))).toBe('workbook.file-too-large');
  });
});

describe('hostile tables', () => {
  const read = (bytes: Buffer, limits = FILE_LIMITS): Promise<string> => refusedWith(() => readCsv(bytes, limits));
  it.each([
    ['nothing', Buffer.alloc(0), 'workbook.file-empty'],
    ['only blank lines', Buffer.from('\r\n \r\n'.replace(' ', '')), 'workbook.file-empty'],
    ['a workbook', good, 'workbook.not-a-table'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]), 'workbook.not-a-table'],
    ['a quote that is never closed', Buffer.from('a;b\n"c;d\n'), 'workbook.csv-quotes'],
    ['a cell without end', Buffer.from(`a;${'x'.repeat(40_000)}`), 'workbook.cell-too-long'],
    ['a record without end', Buffer.from(`a;"${'x\n'.repeat(400_000)}"`), 'workbook.cell-too-long'],
    ['too many columns', Buffer.from('x;'.repeat(201)), 'workbook.too-many-columns'],
    ['a million rows', Buffer.from('x;y\n'.repeat(1_000_000)), 'workbook.too-many-rows'],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await read(bytes)).toBe(code);
  });
});
