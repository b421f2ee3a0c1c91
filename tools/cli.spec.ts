import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { abRefugiesGolden, acceptedSheetFile, refusedSheetFile } from '@passerelle/shared/dossiers';

const root = path.resolve(__dirname, '..');

/** The command line as a person uses it, on a database of its own. */
describe('the command line', () => {
  const database = `cli_${Date.now()}`;
  const url = process.env['TEST_DATABASE_URL']!.replace(/\/[^/]*$/, `/${database}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-cli-'));

  const onServer = async (query: string, at = process.env['TEST_DATABASE_URL']!): Promise<void> => {
    const client = new pg.Client(at);
    await client.connect();
    await client.query(query);
    await client.end();
  };
  const run = (words: string[], options: { env?: Record<string, string>; input?: string } = {}) => {
    const done = spawnSync(process.execPath, [path.join(root, 'tools/passerelle.mjs'), ...words], {
      cwd: folder,
      encoding: 'utf8',
      input: options.input ?? '',
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url, INIT_CWD: folder, ...options.env },
    });
    return { code: done.status, out: done.stdout, errors: done.stderr };
  };

  beforeAll(() => onServer(`create database ${database}`));
  afterAll(async () => {
    await onServer(`drop database ${database} with (force)`);
    rmSync(folder, { recursive: true });
  });

  it('reads AB Réfugiés as the golden values, in the promised JSON and nothing else on standard output', () => {
    const { code, out } = run(['import-sheet', acceptedSheetFile('ab-refugies'), '--dry-run', '--json', '--lang', 'fr']);
    const sheet = JSON.parse(out);
    const golden = abRefugiesGolden;
    expect(code).toBe(0);
    expect(Object.keys(sheet)).toEqual(['project', 'operators', 'totals', 'findings']);
    expect(sheet.project).toEqual({
      code: golden.code.value,
      acronym: golden.acronym.value,
      title: golden.title.value,
      startDate: golden.start.value,
      endDate: golden.end.value,
      lastUpdate: golden.last_update.value,
      lead: { name: golden.lead.name.value, postcode: golden.lead.postcode.value, city: golden.lead.city.value, country: golden.lead.country.value },
      interventionCategory: golden.intervention_category.value,
      summary: expect.stringContaining(golden.general_objective.value),
    });
    expect(sheet.operators).toEqual(
      golden.operators.map((o) => ({ name: o.name, versant: o.versant, role: o.associated ? 'ASSOCIATED' : o.lead ? 'LEAD' : 'PARTNER', totalCents: o.budget_cents, erdfCents: o.feder_cents })),
    );
    expect(sheet.totals).toEqual({
      printed: { totalCents: 138974018, erdfCents: 69487008 },
      computed: { totalCents: 138974018, erdfCents: 69487008 },
      byVersant: { FR: { totalCents: 59012746, erdfCents: 29506373 }, VL: { totalCents: 39905813, erdfCents: 19952906 }, WA: { totalCents: 40055459, erdfCents: 20027729 } },
    });
    for (const finding of sheet.findings) expect(finding).toEqual({ code: expect.any(String), severity: 'info', line: expect.any(Number), message: expect.stringMatching(/^[A-ZÀ-Ý].*\.$/) });
  });

  it('takes a sheet in, says so, and changes nothing the second time; a dry run stores nothing', () => {
    const file = path.join(folder, 'sheet.txt');
    writeFileSync(file, readFileSync(acceptedSheetFile('oevers-in-beweging')));
    expect(run(['import-sheet', 'sheet.txt', '--dry-run']).errors).toMatch(/would be new. Nothing was stored/);
    const first = run(['import-sheet', 'sheet.txt']);
    expect([first.code, /is stored\.\n$/.test(first.errors)]).toEqual([0, true]);
    const second = run(['import-sheet', 'sheet.txt']);
    expect([second.code, /nothing changes/.test(second.errors)]).toEqual([0, true]);
  });

  it('exits with 2 for a sheet that is refused, and still prints what it read', () => {
    const { code, out } = run(['import-sheet', refusedSheetFile('two-lead-sections'), '--json']);
    const { findings } = JSON.parse(out);
    expect([code, findings.find((f: { severity: string }) => f.severity === 'error')]).toEqual([2, expect.objectContaining({ code: 'sheet.two-leads', line: expect.any(Number) })]);
    expect(run(['import-sheet', refusedSheetFile('empty'), '--json']).code).toBe(2);
  });

  it('exits with 1 for a file that is not there, and for words it does not know', () => {
    expect(run(['import-sheet', 'nothing.txt'])).toMatchObject({ code: 1, errors: expect.stringContaining('There is no file "nothing.txt".') });
    expect(run(['import-sheet', acceptedSheetFile('ab-refugies'), '--colour'])).toMatchObject({ code: 1, errors: expect.stringContaining('Usage') });
    expect(run(['dance']).code).toBe(1);
    expect(run(['--help']).code).toBe(0);
  });

  it('writes a sheet that is read as the same sheet again', () => {
    const { out } = run(['export-sheet', '4.8.337', '--format', 'txt']);
    writeFileSync(path.join(folder, 'out.txt'), out);
    const [again, original] = [JSON.parse(run(['import-sheet', 'out.txt', '--dry-run', '--json']).out), JSON.parse(run(['import-sheet', acceptedSheetFile('ab-refugies'), '--dry-run', '--json']).out)];
    expect({ ...again, findings: null }).toEqual({ ...original, findings: null });
    expect(JSON.parse(run(['export-sheet', '4.8.337', '--format', 'json']).out)).toMatchObject({ project: original.project, operators: original.operators, totals: original.totals });
    expect(run(['export-sheet', '4.8.337', '--format', 'csv']).out.split('\n')).toHaveLength(17);
    expect(run(['export-sheet', '9.9.9', '--format', 'csv']).code).toBe(2);
    expect(run(['export-sheet', '4.8.337', '--format', 'doc']).code).toBe(1);
  });

  it('computes all totals anew, names what differs, and writes it right without --check', async () => {
    expect(run(['recompute', '--check'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d budgets? checked, 0 differences; total budget €/) });
    await onServer(`update budget set total_cents = total_cents + 1, own_contribution_cents = own_contribution_cents + 1 where id = (select b.id from budget b join project p on p.id = b.project_id where p.code = '4.8.337')`, url);
    const checked = run(['recompute', '--check', '--json']);
    expect([checked.code, JSON.parse(checked.out).differences]).toEqual([1, [
      expect.objectContaining({ project: '4.8.337', operator: null, figure: 'totalCents', storedCents: 138974019, computedCents: 138974018 }),
      expect.objectContaining({ figure: 'ownContributionCents' }),
    ]]);
    expect(run(['recompute']).code).toBe(0);
    expect(run(['recompute', '--check']).code).toBe(0);
  });

  it('verifies the journal, names the first broken link, and finds a tail that was cut off by what was anchored before', async () => {
    expect(run(['journal', 'verify'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d chains and \d+ entries verified: all of it is intact\.\n$/) });
    const anchors = run(['journal', 'anchor']);
    writeFileSync(path.join(folder, 'anchors.json'), anchors.out);
    expect(JSON.parse(anchors.out).chains).toContainEqual({ chainId: expect.any(String), length: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/), project: '4.8.337' });
    expect(run(['journal', 'verify', '--anchor', 'anchors.json', '--project', '4.8.337']).code).toBe(0);

    const tamper = (query: string) => onServer(`set session_replication_role = 'replica'; ${query}`, url);
    const chain = `(select id from project where code = '4.8.337')`;
    await tamper(`delete from journal_entry where chain_id = ${chain} and chain_position > 1; update journal_chain set length = 1, head = (select hash from journal_entry where chain_id = ${chain}) where chain_id = ${chain}`);
    expect(run(['journal', 'verify']).code).toBe(0);
    expect(run(['journal', 'verify', '--anchor', 'anchors.json'])).toMatchObject({ code: 1, out: expect.stringMatching(/^4\.8\.337: from entry 2 on this is not the journal that was anchored\.\n/) });
    await tamper(`delete from journal_entry where chain_id = ${chain}; delete from journal_chain where chain_id = ${chain}`);
    expect(run(['journal', 'verify'])).toMatchObject({ code: 1, out: expect.stringMatching(/^4\.8\.337: entry 1 is missing/) });
    await tamper(`update journal_entry set act = 'other' where chain_position = 1 and project_id is null`);
    const broken = run(['journal', 'verify', '--json']);
    expect([broken.code, JSON.parse(broken.out).find((chain: { project: string | null }) => chain.project === null).fault]).toEqual([1, { position: 1, kind: 'CHANGED' }]);
    expect(run(['journal', 'burn']).code).toBe(1);
    writeFileSync(path.join(folder, 'none.json'), '{"chains":[]}');
    expect(run(['journal', 'verify', '--anchor', 'none.json']).code).toBe(1);
    expect(run(['journal', 'verify', '--anchor', 'nothing.json']).code).toBe(1);
  });

  it('lists the projects whose records need not be kept any longer, and deletes nothing', async () => {
    expect(run(['retention'])).toMatchObject({ code: 0, out: expect.stringMatching(/^The term is over for no project, of \d projects?\.\n$/) });
    await onServer(`update project set last_payment_on = '2017-06-30' where code = '4.8.337'`, url);
    expect(run(['retention'])).toMatchObject({ code: 0, out: expect.stringMatching(/^4\.8\.337 {2}AB Réfugiés - Social {2}31\/12\/2022\nThe term is over for 1 project/) });
    expect(JSON.parse(run(['retention', '--json']).out)).toEqual([{ project: '4.8.337', acronym: 'AB Réfugiés - Social', lastPaymentOn: '2017-06-30', until: '2022-12-31' }]);
    await onServer(`insert into project_hold (id, project_id, programme_id, reason, held_by_id) select gen_random_uuid(), id, programme_id, 'Audit', id from project where code = '4.8.337'`, url);
    expect(JSON.parse(run(['retention', '--json']).out)).toEqual([]);
  });

  it('brings in a programme from its definition, and refuses one that is wrong at its fields', () => {
    const example = JSON.parse(run(['define-programme', '--example']).out);
    const define = (definition: unknown) => {
      writeFileSync(path.join(folder, 'programme.json'), JSON.stringify(definition));
      return run(['define-programme', 'programme.json']);
    };
    expect(define({ ...example, code: 'NEXT' })).toMatchObject({ code: 0, out: 'The programme NEXT is defined.\n' });
    expect(define({ ...example, code: 'NEXT' })).toMatchObject({ code: 0, out: 'The programme NEXT is there already: nothing changes.\n' });
    expect(define({ ...example, code: 'OTHER', costCategories: [] })).toMatchObject({ code: 2, errors: expect.stringContaining('/costCategories') });
    expect(run(['import-sheet', acceptedSheetFile('rate-55'), '--dry-run'])).toMatchObject({ code: 1, errors: expect.stringContaining('--programme: FWVL, NEXT') });
    expect(run(['import-sheet', acceptedSheetFile('rate-55'), '--dry-run', '--programme', 'NEXT']).code).toBe(0);
  });

  it('never brings the demo into an installation that is set up without it', async () => {
    const own = `${database}_own`;
    await onServer(`create database ${own}`);
    const env = { DATABASE_URL: url.replace(database, own), PASSERELLE_ADMIN_PASSWORD: 'a password of length' };
    expect(run(['create-admin', '--email', 'first@programme.example'], { env }).code).toBe(0);
    expect(run(['import-sheet', acceptedSheetFile('rate-55')], { env })).toMatchObject({ code: 1, errors: expect.stringContaining('There is no programme yet.') });
    await onServer(`drop database ${own} with (force)`);
  });

  it('makes an administrator’s account, and refuses a short password and a second account of one address', () => {
    const words = ['create-admin', '--email', 'first@programme.example'];
    expect(run(words, { input: 'short\n' })).toMatchObject({ code: 2, errors: expect.stringContaining('12') });
    expect(run(words, { input: 'a password of length\n' })).toMatchObject({ code: 0, out: expect.stringContaining('first@programme.example') });
    expect(run(words, { env: { PASSERELLE_ADMIN_PASSWORD: 'a password of length' } }).code).toBe(2);
  });
});
