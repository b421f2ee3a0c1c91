import PDFDocument from 'pdfkit';
import { abRefugiesGolden, acceptedSheet, refusedSheet } from '@passerelle/shared/dossiers';
import { AcceptedSheet, SheetPreview } from '@passerelle/exchange/model';
import { ProjectPage, ProjectSheetView } from '@passerelle/overview/model';
import { AB, contractErrors, multipart, testApp, type Answer, type Requester, type TestApp } from './test-app';

const IMPORTS = '/api/programmes/FWVL/sheet-imports';
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const asOtherProject = (bytes: Uint8Array, code: string): Uint8Array => Buffer.from(text(bytes).replaceAll('4.8.337', code));

describe('project sheets', () => {
  let t: TestApp;
  let secretariat: Requester;
  beforeEach(async () => {
    t = await testApp();
    secretariat = await t.as('secretariat');
  });
  afterEach(() => t.close());

  const preview = (bytes: Uint8Array, who = secretariat): Promise<Answer> => who('POST', `${IMPORTS}/preview`, { raw: rawOf({}, bytes) });
  const accept = (bytes: Uint8Array, fingerprint: string, who = secretariat): Promise<Answer> => who('POST', IMPORTS, { raw: rawOf({ fingerprint }, bytes) });
  const rawOf = (fields: Record<string, string>, bytes: Uint8Array) => multipart(fields, { name: 'sheet.txt', bytes });
  const acceptNew = async (bytes: Uint8Array): Promise<Answer> => accept(bytes, (await preview(bytes)).body.fingerprint);
  const stored = async () => (await t.sql(`select (select count(*)::int from project) projects, (select count(*)::int from operator) operators, (select count(*)::int from accepted_sheet) sheets, (select count(*)::int from journal_entry) entries`))[0];

  it('give the golden values of AB Réfugiés once accepted', async () => {
    const answer = await secretariat('GET', `${AB}/sheet`);
    expect(await contractErrors(ProjectSheetView, answer.body)).toEqual([]);
    const sheet = answer.body as ProjectSheetView;
    expect(sheet.operators.map((o) => [o.name, o.versantCode, o.role, o.totalCents, o.erdfCents])).toEqual(
      abRefugiesGolden.operators.map((o) => [o.name, o.versant, o.associated ? 'ASSOCIATED' : o.lead ? 'LEAD' : 'PARTNER', o.budget_cents, o.feder_cents]),
    );
    expect([sheet.totalCents, sheet.erdfCents, sheet.startDate, sheet.endDate, sheet.lastUpdate]).toEqual([138974018, 69487008, '2017-10-01', '2020-12-31', '2017-04-07']);
    expect(sheet.lead).toEqual({ name: abRefugiesGolden.lead.name.value, postcode: '59039', city: 'Lille', country: 'France' });
    expect(sheet.titles).toEqual({ fr: abRefugiesGolden.title.value });
    expect(sheet.interventionCategory).toMatchObject({ en: expect.stringContaining('Active inclusion') });
    expect(Object.fromEntries(sheet.versants.map((v) => [v.versantCode, [v.totalCents, v.erdfCents]]))).toEqual({ FR: [59012746, 29506373], VL: [39905813, 19952906], WA: [40055459, 20027729] });
  });

  it('are shown beside their source, and nothing is stored by looking', async () => {
    const before = await stored();
    const answer = await preview(acceptedSheet('oevers-in-beweging'));
    expect(await contractErrors(SheetPreview, answer.body)).toEqual([]);
    expect([answer.status, answer.body.outcome]).toEqual([200, 'NEW']);
    expect(answer.body.lines.length).toBeGreaterThan(20);
    expect(answer.body.understood.length).toBeGreaterThan(10);
    expect(await stored()).toEqual(before);
  });

  it('are stored once they are accepted: project, partnership and budget at the sheet’s own rate', async () => {
    const bytes = acceptedSheet('oevers-in-beweging');
    const shown = (await preview(bytes)).body as SheetPreview;
    const answer = await accept(bytes, shown.fingerprint);
    expect([answer.status, answer.body.outcome, await contractErrors(AcceptedSheet, answer.body)]).toEqual([201, 'NEW', []]);
    const sheet = (await secretariat('GET', `/api/programmes/FWVL/projects/${answer.body.projectCode}/sheet`)).body as ProjectSheetView;
    expect(sheet.operators.map((o) => [o.name, o.versantCode, o.role, o.totalCents, o.erdfCents])).toEqual(shown.operators.map((o) => [o.name, o.versant, o.role, o.totalCents, o.erdfCents]));
    expect([sheet.totalCents, sheet.erdfCents]).toEqual([shown.computed.totalCents, shown.computed.erdfCents]);
    const list = await secretariat('GET', '/api/programmes/FWVL/projects');
    expect(await contractErrors(ProjectPage, list.body)).toEqual([]);
    expect([list.body.rowCount, list.body.totalCents]).toEqual([2, 138974018 + sheet.totalCents]);
  });

  it('change nothing when accepted twice, not even edits made in between', async () => {
    const bytes = acceptedSheet('ab-refugies');
    const lead = await t.as('finance-lead');
    const [setis] = await t.sql(`select id from operator where name = 'SETIS'`);
    await lead('PATCH', `${AB}/budget/amounts`, { headers: { 'if-match': '"1"' }, body: { changes: [{ operatorId: setis.id, cell: 'TOTAL', amountCents: 5465362 }] } });
    const before = await stored();
    const answer = await acceptNew(bytes);
    expect([answer.status, answer.body]).toEqual([200, { projectCode: '4.8.337', outcome: 'UNCHANGED' }]);
    expect(await stored()).toEqual(before);
    expect((await lead('GET', `${AB}/sheet`)).body.totalCents).toBe(138974018 - 10930723 + 5465362);
  });

  it('are the same sheet whatever their file looks like, and stored once when two people accept at the same moment', async () => {
    const bytes = asOtherProject(acceptedSheet('ab-refugies'), '4.8.900');
    const crlf = Buffer.from(text(bytes).replaceAll('\n', '\r\n'));
    const [shown, shownCrlf] = [await preview(bytes), await preview(crlf)];
    const answers = await Promise.all([accept(bytes, shown.body.fingerprint), accept(crlf, shownCrlf.body.fingerprint)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 201]);
  });

  it('never overwrite a project that says something else', async () => {
    const bytes = Buffer.from(text(acceptedSheet('ab-refugies')).replace('109 307,23', '109 307,24').replace('1 389 740,18', '1 389 740,19').replace('54 653,61', '54 653,62').replace('694 870,08', '694 870,09'));
    const shown = await preview(bytes);
    expect(shown.body.outcome).toBe('DIFFERENT');
    const answer = await accept(bytes, shown.body.fingerprint);
    expect([answer.status, answer.body.code]).toEqual([409, 'exchange.project-differs']);
    expect((await secretariat('GET', `${AB}/sheet`)).body.totalCents).toBe(138974018);
  });

  it('are accepted only as they were shown', async () => {
    const shown = await preview(acceptedSheet('oevers-in-beweging'));
    const answer = await accept(acceptedSheet('rate-55'), shown.body.fingerprint);
    expect([answer.status, answer.body.code]).toEqual([412, 'exchange.other-file']);
  });

  it('store nothing when refused, and say every error with its line', async () => {
    const before = await stored();
    for (const fault of ['two-lead-sections', 'no-lead-section', 'unknown-versant', 'associated-with-amount', 'empty', 'binary'] as const) {
      const bytes = refusedSheet(fault);
      const shown = await preview(bytes);
      expect([fault, shown.status, shown.body.outcome]).toEqual([fault, 200, 'REFUSED']);
      const answer = await accept(bytes, shown.body.fingerprint);
      expect([fault, answer.status, answer.body.code]).toEqual([fault, 422, 'exchange.sheet-refused']);
      expect(answer.body.errors.length).toBeGreaterThan(1);
    }
    expect(await stored()).toEqual(before);
  });

  it('keep the rate of a row that follows another one, and follow the rule where a row follows none', async () => {
    const answer = await acceptNew(acceptedSheet('rows-off-the-rate'));
    expect(answer.status).toBe(201);
    const sheet = (await secretariat('GET', `/api/programmes/FWVL/projects/${answer.body.projectCode}/sheet`)).body as ProjectSheetView;
    const shown = (await preview(acceptedSheet('rows-off-the-rate'))).body as SheetPreview;
    const offRule = shown.findings.filter((f) => f.code === 'sheet.row-without-rate').map((f) => f.params['name']);
    for (const [index, operator] of sheet.operators.entries()) {
      if (offRule.includes(operator.name)) expect(operator.erdfCents).not.toBe(shown.operators[index]!.erdfCents);
      else expect(operator.erdfCents).toBe(shown.operators[index]!.erdfCents);
    }
    const [{ findings }] = await t.sql('select findings from accepted_sheet order by accepted_at desc limit 1');
    expect(findings.map((f: { code: string }) => f.code)).toContain('sheet.row-without-rate');
  });

  it('come in as PDF just as they do as text', async () => {
    const pdf = await pdfOf(text(asOtherProject(acceptedSheet('ab-refugies'), '4.8.901')));
    const shown = await preview(pdf);
    expect([shown.body.findings.filter((f: { severity: string }) => f.severity !== 'info'), shown.body.outcome]).toEqual([[], 'NEW']);
    expect(shown.body.operators.map((o: { name: string; versant: string; totalCents: number; erdfCents: number }) => [o.name, o.versant, o.totalCents, o.erdfCents])).toEqual(
      abRefugiesGolden.operators.map((o) => [o.name, o.versant, o.budget_cents, o.feder_cents]),
    );
    expect((await accept(pdf, shown.body.fingerprint)).status).toBe(201);
  });

  it('are refused with a report when damaged, and when they are ten megabytes of noise', async () => {
    for (const bytes of [Buffer.from('%PDF-1.7\nnot really'), Buffer.alloc(10 * 1024 * 1024, 'nöise 12,5 FR '), Buffer.from(Array.from({ length: 10 * 1024 * 1024 }, (_, i) => (i * 7919) % 256))]) {
      const shown = await preview(bytes);
      expect([shown.status, shown.body.outcome]).toEqual([200, 'REFUSED']);
      expect(shown.body.findings[0].severity).toBe('error');
    }
    expect((await preview(Buffer.alloc(17 * 1024 * 1024))).status).toBe(413);
  });

  it('are taken from the secretariat and the authority, from nobody else', async () => {
    for (const person of ['finance-lead', 'verifier-wa', 'auditor', 'administrator']) expect((await preview(acceptedSheet('rate-55'), await t.as(person))).status).toBe(403);
    expect((await preview(acceptedSheet('rate-55'), await t.as('authority'))).status).toBe(200);
    expect((await preview(acceptedSheet('rate-55'), t.visitor)).status).toBe(401);
    expect((await secretariat('POST', `${IMPORTS}/preview`, { body: {} })).status).toBe(415);
    expect((await secretariat('POST', `${IMPORTS}/preview`, { raw: multipart({}) })).body.code).toBe('exchange.file-missing');
  });

  it('go out as they came in: the text of AB Réfugiés, read again, is the same sheet', async () => {
    const out = await secretariat('GET', `${AB}/sheet.txt`, { headers: { 'accept-language': 'fr' } });
    expect([out.status, out.headers['content-disposition']]).toEqual([200, 'attachment; filename="4.8.337.txt"']);
    expect((await preview(Buffer.from(out.text))).body.outcome).toBe('UNCHANGED');
    const dutch = await secretariat('GET', `${AB}/sheet.txt`, { headers: { 'accept-language': 'nl' } });
    expect(dutch.text).toContain('EFRO');
    const json = JSON.parse((await secretariat('GET', `${AB}/sheet.json`)).text);
    expect(json.totals.byVersant).toEqual({ FR: { totalCents: 59012746, erdfCents: 29506373 }, VL: { totalCents: 39905813, erdfCents: 19952906 }, WA: { totalCents: 40055459, erdfCents: 20027729 } });
    expect((await secretariat('GET', `${AB}/sheet.csv`)).text.split('\n')[1]).toContain('183321.24');
    expect((await secretariat('GET', `${AB}/sheet.exe`)).status).toBe(400);
  });

  it('are at hand in the demo for trying', async () => {
    const list = await secretariat('GET', '/api/sample-sheets');
    expect(list.body.map((s: { name: string }) => s.name)).toEqual(['oevers-in-beweging', 'ab-refugies']);
    expect((await secretariat('GET', '/api/sample-sheets/ab-refugies')).text).toBe(text(acceptedSheet('ab-refugies')));
    expect((await secretariat('GET', '/api/sample-sheets/nothing')).status).toBe(404);
  });
});

/** The sheet as a PDF with its table in columns, as the programme's own are. */
function pdfOf(sheet: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 40 });
  const columns = [40, 560, 610, 700];
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(parts))));
  document.fontSize(7);
  let y = 40;
  for (const line of sheet.split('\n')) {
    if (y > 540) {
      document.addPage();
      y = 40;
    }
    const cells = line.split('\t');
    let height = 0;
    cells.forEach((cell, index) => {
      const width = cells.length > 1 ? (columns[index + 1] ?? 800) - columns[index]! - 6 : 740;
      if (cell.trim()) document.text(cell, columns[index]!, y, { width });
      height = Math.max(height, cell.trim() ? document.heightOfString(cell, { width }) : 8);
    });
    y += height + 2;
  }
  document.end();
  return done;
}
