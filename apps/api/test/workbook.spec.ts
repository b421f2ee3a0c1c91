import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import readXlsx, { readSheet } from 'read-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import { BudgetImported, BudgetImportPreview } from '@passerelle/exchange/model';
import { AB, contractErrors, multipart, testApp, type Answer, type Requester, type TestApp } from './test-app';

describe('a budget’s workbook', () => {
  let t: TestApp;
  let lead: Requester;
  let partner: Requester;
  let id: Record<string, string>;

  beforeEach(async () => {
    t = await testApp();
    [lead, partner] = [await t.as('finance-lead'), await t.as('finance-partner')];
    id = Object.fromEntries((await t.sql('select name, id from operator')).map((row) => [row.name, row.id]));
  });
  afterEach(() => t.close());

  const change = (who: Requester, revision: number, lines: object): Promise<Answer> => who('PATCH', `${AB}/budget/lines`, { headers: { 'if-match': `"${revision}"` }, body: { inserted: [], changed: [], removed: [], ...lines } });
  const open = async () => (await lead('GET', `${AB}/budget/lines`)).body;
  const overview = async () => (await lead('GET', `${AB}/budget`)).body;
  const workbook = async (who = lead) => Buffer.from((await who('GET', `${AB}/budget/workbook`)).bytes);
  const preview = (bytes: Uint8Array, who = lead, fields: Record<string, string> = {}, name = 'x.xlsx'): Promise<Answer> => who('POST', `${AB}/budget/imports/preview`, { headers: { 'accept-language': 'fr' }, raw: multipart(fields, { name, bytes }) });
  const accept = (bytes: Uint8Array, shown: { fingerprint: string; revision: number }, who = lead, fields: Record<string, string> = {}, key = randomUUID() as string, language = 'fr'): Promise<Answer> =>
    who('POST', `${AB}/budget/imports`, { headers: { 'if-match': `"${shown.revision}"`, 'idempotency-key': key, 'accept-language': language }, raw: multipart({ fingerprint: shown.fingerprint, ...fields }, { name: 'x.xlsx', bytes }) });
  /** The file as another program would change it: in one sheet, the XML of one cell. */
  const edited = (bytes: Uint8Array, sheet: number, ...edits: readonly (readonly [string | RegExp, string])[]): Uint8Array => {
    const parts = unzipSync(bytes);
    const name = `xl/worksheets/sheet${sheet}.xml`;
    parts[name] = strToU8(edits.reduce((xml, [from, to]) => {
      expect(xml).toMatch(from instanceof RegExp ? from : new RegExp(from));
      return xml.replace(from, to);
    }, strFromU8(parts[name]!)));
    return zipSync(parts);
  };

  const staff = { lineId: randomUUID(), operatorId: '', categoryCode: 'STAFF', position: 1, descriptions: { fr: 'Assistante sociale' }, quantity: 55_000, unitPriceCents: 100_033, periods: { 1: 300_000 } };
  const travel = { lineId: randomUUID(), operatorId: '', categoryCode: 'TRAVEL', position: 2, descriptions: { fr: '=SUM(A1)', nl: 'Reizen' }, amountCents: 123_456, comment: 'a\nb' };
  const withLines = async () => change(lead, 1, { inserted: [{ ...staff, operatorId: id['SETIS'] }, { ...travel, operatorId: id['SETIS'] }] });
  /** SETIS’ sheet: the summary is the first. */
  const setisSheet = async (): Promise<number> => (await overview()).operators.findIndex((row: { name: string }) => row.name === 'SETIS') + 2;

  it('is read by another program, with its totals, and comes back without a difference', async () => {
    await withLines();
    const answer = await lead('GET', `${AB}/budget/workbook`);
    expect([answer.status, answer.headers['content-disposition']]).toEqual([200, 'attachment; filename="4.8.337-budget-v1-r2.xlsx"']);
    const bytes = Buffer.from(answer.bytes);
    const sheets = (await readXlsx(bytes)).map(({ sheet }) => sheet);
    expect([sheets.length, sheets.includes('SETIS')]).toEqual([6 + 3, true]);
    const rows = await readSheet(bytes, 'SETIS');
    expect(rows[4]!.filter((cell) => cell !== null)).toEqual(expect.arrayContaining([staff.lineId, 'Assistante sociale', 5.5, 1000.33, 5501.81, 3000]));
    expect((await readSheet(bytes, sheets[0]!)).flat()).toEqual(expect.arrayContaining([1389740.18, 694870.08]));
    const found = await preview(bytes);
    expect(await contractErrors(BudgetImportPreview, found.body)).toEqual([]);
    expect(found.body).toMatchObject({ kind: 'WORKBOOK', revision: 2, madeOfRevision: 2, differences: [], errors: [], counts: { unchanged: 2, changed: 0, added: 0, removed: 0 } });
  });

  it('shows exactly the cells that were changed, stores nothing until it is accepted, and then the totals are right', async () => {
    await withLines();
    const sheet = await setisSheet();
    const file = edited(await workbook(), sheet, [/<v>5\.5<\/v>/, '<v>6</v>'], [/<v>1234\.56<\/v>/, '<v>1234.5700000000001</v>']);
    const shown = (await preview(file)).body as BudgetImportPreview;
    expect(shown.differences.map(({ kind, fields }) => [kind, fields.map(({ field, before, after }) => [field, before, after])])).toEqual([
      ['CHANGED', [['quantity', 55_000, 60_000]]],
      ['CHANGED', [['amountCents', 123_456, 123_457]]],
    ]);
    expect(shown.differences[0]!.at).toMatch(/^'SETIS'!F5$/);
    expect((await open()).revision).toBe(2);

    const answer = await accept(file, shown);
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"3"']);
    expect(await contractErrors(BudgetImported, answer.body)).toEqual([]);
    const setis = (await overview()).operators.find((row: { name: string }) => row.name === 'SETIS');
    expect(setis.amountsCents).toEqual({ STAFF: 600_198, TRAVEL: 123_457 });
    expect(await t.sql(`select act, jsonb_array_length(changes)::int n from journal_entry where act = 'changeLines' order by id desc limit 1`)).toEqual([{ act: 'changeLines', n: 2 }]);
    expect((await preview(file)).body.counts).toMatchObject({ changed: 0, unchanged: 2 });
  });

  it('does not undo what others changed in the meantime, and says where both changed the same', async () => {
    await withLines();
    const sheet = await setisSheet();
    const file = edited(await workbook(), sheet, [/<v>5\.5<\/v>/, '<v>6</v>']);
    await change(partner, 2, { changed: [{ lineId: travel.lineId, amountCents: 500 }] });
    const shown = (await preview(file)).body as BudgetImportPreview;
    expect(shown.differences.flatMap(({ fields }) => fields.map(({ field, changedSince }) => [field, changedSince]))).toEqual([['quantity', false]]);
    await change(partner, 3, { changed: [{ lineId: staff.lineId, quantity: 10_000 }] });
    const again = (await preview(file)).body as BudgetImportPreview;
    expect(again.differences.flatMap(({ fields }) => fields)).toEqual([{ field: 'quantity', unit: 'QUANTITY', before: 10_000, after: 60_000, changedSince: true }]);
    const stale = await accept(file, shown);
    expect([stale.status, stale.body.code, stale.body.staleLines[0].field]).toEqual([412, 'budget.stale-lines', 'quantity']);
    expect((await accept(file, again)).status).toBe(200);
    expect((await open()).lines.map((line: { amountCents: number }) => line.amountCents)).toEqual([600_198, 500]);
  });

  it('says of a line that it removes what others changed in it since the workbook was made', async () => {
    await withLines();
    const file = edited(await workbook(), await setisSheet(), [/<row r="6">.*?<\/row>/, '']);
    const removed = async () => ((await preview(file)).body as BudgetImportPreview).differences.map(({ kind, fields }) => [kind, fields.map(({ field, before, changedSince }) => [field, before, changedSince])]);
    expect(await removed()).toEqual([['REMOVED', [['amountCents', 123_456, false]]]]);
    await change(partner, 2, { changed: [{ lineId: travel.lineId, comment: 'vu' }] });
    expect(await removed()).toEqual([['REMOVED', [['amountCents', 123_456, false], ['comment', 'vu', true]]]]);
    await change(partner, 3, { changed: [{ lineId: travel.lineId, amountCents: 99 }] });
    expect(await removed()).toEqual([['REMOVED', [['amountCents', 99, true], ['comment', 'vu', true]]]]);
  });

  it('adds, removes and moves lines and changes an agreed total, in one transaction', async () => {
    await withLines();
    const sheet = await setisSheet();
    const row = (number: number, cells: Record<string, string>): string => `<row r="${number}">${Object.entries(cells).map(([column, text]) => `<c r="${column}${number}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
    const setisRow = sheet - 2 + 5;
    const file = edited(edited(await workbook(), sheet, [/<row r="6">.*?<\/row>/, ''], ['</sheetData>', `${row(9, { B: 'Frais de bureau et administratifs', D: 'Loyer', H: '1.200,50' })}</sheetData>`]), 1, [new RegExp(`(<c r="D${setisRow}"[^>]*><v>)[0-9.]+`), '$1100000.01']);
    const shown = (await preview(file)).body as BudgetImportPreview;
    expect([shown.errors, shown.differences.map(({ kind, at }) => [kind, at.replace(/^.*!/, '')])]).toEqual([[], [['AGREED', `D${setisRow}`], ['ADDED', 'B9'], ['REMOVED', 'SETIS']]]);
    const key = randomUUID();
    expect((await accept(file, shown, lead, {}, key)).status).toBe(200);
    expect((await accept(file, shown, lead, {}, key)).status).toBe(200);
    const setis = (await overview()).operators.find((one: { name: string }) => one.name === 'SETIS');
    expect([setis.amountsCents, setis.agreedTotalCents, setis.erdfCents]).toEqual([{ STAFF: 550_181, OFFICE: 120_050 }, 10_000_001, 5_000_000]);
    // The same file once more: its new row is known by now.
    expect((await preview(file)).body.counts).toMatchObject({ added: 0, changed: 0, agreed: 0 });
  });

  it('is refused whole when one cell is wrong, each error at its cell', async () => {
    await withLines();
    const file = edited(await workbook(), await setisSheet(), [/<v>5\.5<\/v>/, '<v>5.123456</v>'], [/<v>1234\.56<\/v>/, '<v>-1</v>']);
    const shown = (await preview(file)).body as BudgetImportPreview;
    expect(shown.errors.map(({ code, at }) => [code, at])).toEqual([['workbook.amount-too-many-decimals', `'SETIS'!F5`], ['line.amount-negative', `'SETIS'!H6`]]);
    const refused = await accept(file, shown);
    expect([refused.status, refused.body.code, refused.body.errors[1].pointer]).toEqual([422, 'workbook.has-errors', `/cells/'SETIS'!F5`]);
    expect((await open()).revision).toBe(2);
  });

  it('withholds salaries of others, and takes nothing for whom the sender may not change', async () => {
    const other = Object.keys(id).find((name) => name !== 'SETIS' && name === 'La Vie Active')!;
    await change(lead, 1, { inserted: [{ ...staff, operatorId: id[other] }, { ...travel, operatorId: id[other] }] });
    const bytes = await workbook(partner);
    const rows = await readSheet(bytes, other);
    expect(rows.flat().filter((cell) => cell === 'Assistante sociale' || cell === 5.5)).toEqual([]);
    expect(rows.flat()).toContain(5501.81);
    expect((await preview(bytes, partner)).body).toMatchObject({ differences: [], errors: [] });
    const sheet = (await overview()).operators.findIndex((row: { name: string }) => row.name === other) + 2;
    const found = await preview(edited(bytes, sheet, [/<v>1234\.56<\/v>/, '<v>1</v>']), partner);
    expect(found.body.errors.map(({ code }: { code: string }) => code)).toEqual(['budget.may-not-change']);
    expect(await accept(edited(bytes, sheet, [/<v>1234\.56<\/v>/, '<v>1</v>']), found.body, partner)).toMatchObject({ status: 403 });
  });

  it('takes no line for another operator, nor for an associated one, which has no budget', async () => {
    const associated = (await t.sql(`select id from operator where role = 'ASSOCIATED' limit 1`))[0].id;
    const row = (operatorId: string): Buffer => Buffer.from(`lineId;operatorId;category;amount\n;${operatorId};STAFF;1234,56\n`);
    const sent = async (who: Requester, operatorId: string): Promise<Answer> => accept(row(operatorId), (await preview(row(operatorId), who)).body, who);
    const other = id['La Vie Active']!;
    expect([(await sent(partner, other)).status, (await sent(partner, associated)).status, (await sent(lead, associated)).status]).toEqual([403, 403, 422]);
    expect((await sent(partner, id['SETIS']!)).status).toBe(200);
  });

  it('shows a line that was moved to somebody for whom the sender may not change anything as an error at its row', async () => {
    await withLines();
    const other = 'La Vie Active';
    const bytes = await workbook(partner);
    const sheet = await setisSheet();
    const target = (await overview()).operators.findIndex((row: { name: string }) => row.name === other) + 2;
    const [row] = /<row r="6">.*?<\/row>/.exec(strFromU8(unzipSync(bytes)[`xl/worksheets/sheet${sheet}.xml`]!))!;
    const moved = edited(edited(bytes, sheet, [/<row r="6">.*?<\/row>/, '']), target, ['</sheetData>', `${row.replace(/(r="[A-Z]*)6"/g, '$19"')}</sheetData>`]);
    const shown = await preview(moved, partner);
    expect([shown.status, shown.body.errors.map(({ code, params, at, row: number }: BudgetImportPreview['errors'][number]) => [code, params, at, number])]).toEqual([200, [['budget.may-not-change', { operator: other }, expect.stringMatching(/^'La Vie Active'![A-Z]+9$/), 9]]]);
    expect((await accept(moved, shown.body, partner)).status).toBe(403);
  });

  it('of another project or no workbook at all is refused for what it is', async () => {
    const bytes = await workbook();
    const stamped = edited(bytes, 9, [/4\.8\.337/, '1.2.3']);
    expect((await preview(stamped)).body).toMatchObject({ status: 422, code: 'workbook.other-project' });
    for (const revision of ['', '1.5', 'x', '99']) {
      const broken = edited(bytes, 9, [/(revision.*?<[tv](?: [^>]*)?>)1(?=<)/, `$1${revision}`]);
      expect((await preview(broken)).body).toMatchObject({ status: 422, code: 'workbook.stamp-broken' });
    }
    expect((await preview(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]))).body).toMatchObject({ status: 422, code: 'workbook.encrypted' });
    expect((await preview(Buffer.alloc(0))).body).toMatchObject({ status: 422, code: 'workbook.file-empty' });
    expect((await preview(bytes, await t.as('officer-associated'))).status).toBe(403);
    const shown = (await preview(bytes)).body;
    expect((await accept(await workbook(), { ...shown, fingerprint: 'another' })).body.code).toBe('exchange.other-file');
  });

  it('has its lines as a table too, which comes back without a difference and with one', async () => {
    await withLines();
    const answer = await lead('GET', `${AB}/budget/lines.csv?language=fr`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const csv = Buffer.from(answer.bytes).toString();
    expect(csv).toContain(`;'=SUM(A1);Reizen;`);
    expect((await preview(Buffer.from(csv), lead, {}, 'x.csv')).body).toMatchObject({ kind: 'WORKBOOK', differences: [], errors: [], counts: { unchanged: 2 } });
    const shown = await preview(Buffer.from(csv.replace(';1234,56;', ';1 300;')), lead, {}, 'x.csv');
    expect(shown.body.differences.map(({ kind, at, fields }: BudgetImportPreview['differences'][number]) => [kind, at, fields[0]!.after])).toEqual([['CHANGED', 'J3', 130_000]]);
  });

  it('may be anybody’s own table: guessed, corrected, asked about, accepted', async () => {
    const theirs = await writeXlsx([['Opérateur', 'Poste', 'Libellé', 'Montant'], ['SETIS', 'Personnel', 'Coordination', '1.500'], ['SETIS', 'Personnel', 'Secrétariat', '250,10']].map((row) => row.map((value) => ({ value, type: String }))) as never, {} as never).toBuffer();
    const guessed = (await preview(theirs)).body as BudgetImportPreview;
    expect(await contractErrors(BudgetImportPreview, guessed)).toEqual([]);
    expect([guessed.kind, guessed.table!.mapping.columns, guessed.table!.operators, guessed.table!.categories]).toEqual(['TABLE', { 1: 'operator', 2: 'category', 3: 'description', 4: 'amount' }, [{ text: 'SETIS', rows: 2 }], [{ text: 'Personnel', rows: 2 }]]);
    expect(guessed.table!.questions.map(({ text, readings }) => [text, readings])).toEqual([['1.500', [150_000, 150]]]);
    expect(guessed.table!.mapping.categories).toEqual({ Personnel: 'STAFF' });
    const mapping = { ...guessed.table!.mapping, answers: { [guessed.table!.questions[0]!.at]: 150_000 } };
    const shown = (await preview(theirs, lead, { mapping: JSON.stringify(mapping) })).body as BudgetImportPreview;
    expect([shown.errors, shown.counts.added]).toEqual([[], 2]);
    // What was shown is what is taken in: with another meaning, another answer or in another language it is another change.
    const others: Record<string, string>[] = [{}, { mapping: JSON.stringify({ ...mapping, answers: { ...mapping.answers, [guessed.table!.questions[0]!.at]: 150 } }) }, { mapping: JSON.stringify({ ...mapping, categories: { Personnel: 'TRAVEL' } }) }, { mapping: JSON.stringify({ ...mapping, leftOut: [3] }) }];
    for (const fields of others) expect((await accept(theirs, shown, lead, fields)).body).toMatchObject({ status: 412, code: 'exchange.other-file' });
    expect((await accept(theirs, shown, lead, { mapping: JSON.stringify(mapping) }, randomUUID(), 'nl')).body.code).toBe('exchange.other-file');
    expect((await open()).revision).toBe(1);
    expect((await accept(theirs, shown, lead, { mapping: JSON.stringify(Object.fromEntries(Object.entries(mapping).reverse())) })).status).toBe(200);
    expect((await overview()).operators.find((row: { name: string }) => row.name === 'SETIS').amountsCents).toEqual({ STAFF: 175_010 });
    const broken = await preview(theirs, lead, { mapping: '{' });
    expect([broken.status, broken.body.errors[0].pointer]).toEqual([400, '/mapping']);
    expect((await preview(theirs, lead, { mapping: JSON.stringify({ ...mapping, headRow: 'x' }) })).status).toBe(400);
  });
});
