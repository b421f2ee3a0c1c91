import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { BudgetLinesView, BudgetView, ChangeLines, LineChanges, LineView, OperatorBudgetView, StaleField } from '@passerelle/budget/model';
import type { TypedEdit } from '@passerelle/shared/grid';
import { cents, quantity, type Cents } from '@passerelle/shared/money';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts, type Answer } from '@passerelle/shared/web-kit';
import { OPEN_EVENTS } from '../_live/live-link';
import { BudgetLinesStore } from './budget-lines.store';
import { NOTHING } from './line-fields';
import { agreedRests, sumsOfLines } from './line-rows';

const line = (lineId: string, parts: Partial<LineView> = {}): LineView => ({ ...NOTHING, lineId, operatorId: 'setis', categoryCode: 'STAFF', position: Number(lineId.slice(1)) * 1024, ...parts });
const entered = (amount: number): Partial<LineView> => ({ amountCents: cents(amount), amountEntered: true });
const totals = { totalCents: cents(7), toAllocateCents: cents(0), erdfCents: cents(3), otherSourcesCents: cents(0), ownContributionCents: cents(4), amountsCents: {} };
const operator = (operatorId: string) => ({ operatorId, name: operatorId.toUpperCase(), role: 'PARTNER', versantCode: 'WA', amountsCents: {}, lineCounts: {} }) as unknown as OperatorBudgetView;
let budget = { budgetId: 'b', programmeId: 'p', projectId: 'j', projectCode: '4.8.337', revision: 5, status: 'DRAFT', changedAt: '2026-11-21T14:00:00Z', categories: [{ code: 'STAFF', names: { fr: 'Personnel' }, kind: 'REAL' }], operators: [operator('setis'), operator('aviq')], totals } as BudgetView;
const periods = [1, 2, 3].map((number) => ({ number, startDate: `2024-0${number}-01`, endDate: `2024-0${number}-28` }));
const always = { validFrom: null, validTo: null };
const catalogue = {
  revision: 5,
  date: '2026-11-21',
  lumpSums: [{ code: 'CLOSURE', names: { fr: 'Clôture' }, phase: 'CLOSURE', amountCents: cents(630_000), leftCents: cents(630_000), categoryCode: 'LUMP_SUM' }],
  unitCosts: [{ code: 'DAY', names: { fr: 'Journée' }, unitNames: { fr: 'jour' }, unitPriceCents: 48_500, categoryCode: 'EXTERNAL', ...always }],
};
let view: BudgetLinesView;

interface Request {
  readonly ifMatch: string;
  readonly body: ChangeLines;
  readonly answer: (changes?: Partial<LineChanges>) => Promise<void>;
  readonly refuse: (problem: ConstructorParameters<typeof ApiProblem>[0]) => Promise<void>;
}
let requests: Request[];
let store: BudgetLinesStore;
let mayEdit: (operatorId: string) => boolean;
const rest = async () => {
  for (let i = 0; i < 8; i++) await Promise.resolve();
};

const api = {
  get: async (path: string) => ({ body: path.endsWith('/lines') ? view : path.endsWith('/catalogue') ? catalogue : budget, etag: null, status: 200 }),
  change: (_method: string, _path: string, body: ChangeLines, { ifMatch }: { ifMatch: string }) =>
    new Promise<Answer<LineChanges>>((resolve, reject) => {
      const answer = async (changes: Partial<LineChanges> = {}) => {
        resolve({ body: { revision: 6, changedAt: '2026-11-21T14:03:22Z', lines: [], removed: [], operators: [], totals, ...changes }, etag: null, status: 200 });
        await rest();
      };
      const refuse = async (parts: ConstructorParameters<typeof ApiProblem>[0]) => {
        reject(new ApiProblem(parts));
        await rest();
      };
      requests.push({ ifMatch, body, answer, refuse });
    }),
};

async function open(): Promise<void> {
  TestBed.resetTestingModule();
  const session = { signedIn: signal(true), person: signal({ personId: 'anne' }), may: (_: string, { operatorId }: { operatorId: string }) => mayEdit(operatorId) };
  TestBed.configureTestingModule({
    providers: [provideTexts(), BudgetLinesStore, { provide: ApiClient, useValue: api }, { provide: SessionStore, useValue: session }, { provide: OPEN_EVENTS, useValue: () => null }],
  });
  await TestBed.inject(LanguageStore).use('fr');
  store = TestBed.inject(BudgetLinesStore);
  await store.load('FWVL', '4.8.337');
  TestBed.tick();
}

beforeEach(async () => {
  requests = [];
  mayEdit = () => true;
  sessionStorage.clear();
  view = { budgetId: 'b', revision: 5, status: 'DRAFT', versionNumber: 1, isWorking: true, changedAt: '2026-11-21T14:00:00Z', periods, workPackages: [], lines: [line('l1', { ...entered(100), descriptions: { fr: 'Un' } }), line('l2', entered(200))] };
  await open();
});

const amount = (n: number | null, text = String(n)): TypedEdit => ({ text, outcome: { kind: 'amount', cents: n === null ? null : cents(n) } });
const type = (rowId: string, columnId: string, edit: TypedEdit) => store.edit({ rowId, columnId }, edit);
const shown = () => store.lines().map(({ lineId, amountCents }) => [lineId, amountCents]);
const stale = (parts: Partial<StaleField>): StaleField => ({ lineId: 'l1', operatorId: 'setis', operatorName: 'SETIS', field: 'amountCents', yours: null, theirs: null, changedByName: 'Jeroen', changedAt: '2026-11-21T14:02:00Z', ...parts });
const refuseStale = (request: Request, staleLines: StaleField[], current: Partial<LineChanges>) =>
  request.refuse({ status: 412, code: 'budget.stale-lines', body: { staleLines, current: { revision: 8, changedAt: '2026-11-21T14:02:00Z', lines: [], removed: [], operators: [], totals, ...current } } });

describe('a field of a line', () => {
  it('is sent alone, with its formula, on the revision of the screen, and shown before the answer', async () => {
    type('l1', 'amountCents', amount(1_440_000, '=1200*12'));
    expect([requests[0]!.ifMatch, requests[0]!.body]).toEqual(['"5"', { inserted: [], changed: [{ lineId: 'l1', amountCents: 1_440_000, formula: '=1200*12' }], removed: [] }]);
    expect([shown()[0], store.states().get('l1:amountCents'), store.unsentCount()]).toEqual([['l1', 1_440_000], { kind: 'pending', formula: '=1200*12' }, 1]);
    await requests[0]!.answer({ lines: [line('l1', { ...entered(1_440_000), formula: '=1200*12' })] });
    expect([store.states().get('l1:amountCents'), store.unsentCount(), store.savedAt()]).toEqual([{ kind: 'saved' }, 0, '2026-11-21T14:03:22Z']);
  });

  it('makes the amount of quantity and price at once, locks it, and gives the entered one back when that is undone', async () => {
    type('l1', 'unitPriceCents', amount(100_033));
    await requests[0]!.answer({ lines: [line('l1', { ...entered(100), unitPriceCents: cents(100_033) })] });
    type('l1', 'quantity', { text: '5,5', outcome: { kind: 'quantity', quantity: quantity(55_000) } });
    expect([shown()[0], store.lockedReason(store.lines()[0]!, 'amountCents')]).toEqual([['l1', 550_181], 'Ce montant est la quantité × le prix unitaire.']);
    await requests[1]!.answer({ revision: 7, lines: [line('l1', { quantity: quantity(55_000), unitPriceCents: cents(100_033), amountCents: cents(550_181) })] });
    store.undo();
    expect([shown()[0], requests[2]!.body.changed]).toEqual([['l1', 100], [{ lineId: 'l1', quantity: null, amountCents: 100 }]]);
  });

  it('goes with half-years and languages as parts, so that others’ merge', () => {
    store.act({ kind: 'paste', edits: [{ rowId: 'l1', columnId: 'period.2', ...amount(5) }, { rowId: 'l1', columnId: 'descriptions.nl', text: 'Een\r\ntwee', outcome: { kind: 'text' } }, { rowId: 'l2', columnId: 'period.1', ...amount(6) }], added: [] });
    expect(requests.map(({ body }) => body.changed)).toEqual([[{ lineId: 'l1', periods: { 2: 5 }, descriptions: { nl: 'Een\ntwee' } }, { lineId: 'l2', periods: { 1: 6 } }]]);
  });

  it('that is refused keeps its text; the others of the act go out without it', async () => {
    store.act({ kind: 'paste', edits: [{ rowId: 'l1', columnId: 'period.2', ...amount(-5) }, { rowId: 'l2', columnId: 'period.1', ...amount(6) }], added: [] });
    await requests[0]!.refuse({ status: 422, code: 'general.refused', errors: [{ code: 'budget.amount-negative', params: { operator: 'SETIS', cell: 'x' }, pointer: '/changed/0/periods/2' }] });
    expect(store.states().get('l1:period.2')).toMatchObject({ kind: 'refused', text: '-5' });
    expect(requests[1]!.body.changed).toEqual([{ lineId: 'l2', periods: { 1: 6 } }]);
  });

  it('that somebody else changed asks with both values; hers goes out again on theirs', async () => {
    type('l1', 'amountCents', amount(300));
    await refuseStale(requests[0]!, [stale({ theirs: 400 })], { lines: [line('l1', entered(400))] });
    expect(store.questions()).toMatchObject([{ rowId: 'l1', field: 'amountCents', yours: 300, theirs: 400 }]);
    store.decide(store.questions()[0]!, 'mine');
    await rest();
    expect([requests.at(-1)!.ifMatch, requests.at(-1)!.body.changed[0]]).toMatchObject(['"8"', { lineId: 'l1', amountCents: 300 }]);
  });
});

describe('a line that comes or goes', () => {
  it('stands below the one beside which it was wanted, like it, and is one edit', async () => {
    const lineId = store.insert({ rowId: 'l1', side: 'below' })!;
    expect(store.lines().map((one) => one.lineId)).toEqual(['l1', lineId, 'l2']);
    expect([requests[0]!.body, store.unsentCount()]).toEqual([{ inserted: [{ lineId, operatorId: 'setis', categoryCode: 'STAFF', position: 1536 }], changed: [], removed: [] }, 1]);
    await requests[0]!.answer({ lines: [line('l9', { lineId, position: 1536 })] });
    expect(store.undo()).toEqual({ kind: 'insert', cells: [{ rowId: lineId, columnId: 'operatorId' }] });
    expect([requests[1]!.body.removed, store.lines().length]).toEqual([[lineId], 2]);
  });

  it('comes back whole when its removal is undone', async () => {
    expect(store.remove(['l1', 'l2'])).toBe(2);
    expect([requests[0]!.body.removed, store.lines(), store.unsentCount()]).toEqual([['l1', 'l2'], [], 2]);
    await requests[0]!.answer({ removed: ['l1', 'l2'] });
    store.undo();
    expect(requests[1]!.body.inserted).toEqual([
      { lineId: 'l1', operatorId: 'setis', categoryCode: 'STAFF', position: 1024, amountCents: 100, descriptions: { fr: 'Un' } },
      { lineId: 'l2', operatorId: 'setis', categoryCode: 'STAFF', position: 2048, amountCents: 200 },
    ]);
    expect(shown()).toEqual([['l1', 100], ['l2', 200]]);
  });

  it('is brought by a block that goes beyond the end, in the same act', () => {
    store.act({ kind: 'paste', edits: [{ rowId: 'l2', columnId: 'amountCents', ...amount(1) }], added: [new Map([['amountCents', amount(2)], ['operatorId', { text: 'aviq', outcome: { kind: 'choice', value: 'aviq' } }]])] });
    expect(requests[0]!.body).toMatchObject({ changed: [{ lineId: 'l2', amountCents: 1 }], inserted: [{ operatorId: 'aviq', categoryCode: 'STAFF', amountCents: 2, position: 3072 }] });
    expect(store.undo()?.cells.length).toBe(3);
    expect(shown()).toEqual([['l1', 100], ['l2', 200]]);
  });

  it('that another person deleted asks; who keeps hers brings it back with what she typed', async () => {
    type('l1', 'comment', { text: 'devis', outcome: { kind: 'text' } });
    await refuseStale(requests[0]!, [stale({ field: null })], { removed: ['l1'] });
    expect([store.questions(), shown()]).toMatchObject([[{ rowId: 'l1', field: 'line', yours: 'devis', theirs: null }], [['l2', 200]]]);
    store.decide(store.questions()[0]!, 'mine');
    await rest();
    expect(requests.at(-1)!.body.inserted).toEqual([{ lineId: 'l1', operatorId: 'setis', categoryCode: 'STAFF', position: 1024, amountCents: 100, descriptions: { fr: 'Un' }, comment: 'devis' }]);
  });

  it('is not deleted where it is computed, or is not hers', async () => {
    view = { ...view, lines: [line('l1', { kind: 'COMPUTED' }), line('l2', { operatorId: 'aviq' })] };
    mayEdit = (operatorId) => operatorId === 'setis';
    sessionStorage.clear();
    await open();
    expect([store.remove(['l1', 'l2']), requests]).toEqual([0, []]);
    expect(['descriptions.fr', 'descriptions.nl', 'comment'].map((field) => store.aside(store.lines()[0]!, field))).toEqual([{ text: 'Coûts simplifiés', isLocked: true }, null, null]);
    expect(['descriptions.fr', 'quantity', 'amountCents'].map((field) => store.aside(line('l3', { masked: true }), field))).toEqual([{ text: 'masqué' }, { text: 'masqué' }, null]);
    expect(store.lockedReason(line('l3', { masked: true }), 'comment')).toContain('salaires');
    expect([store.lockedReason(store.lines()[0]!, 'comment'), store.lockedReason(store.lines()[1]!, 'comment')]).toEqual([
      'Cette ligne est un coût simplifié : un taux du programme la calcule.',
      'Votre rôle ne permet pas de modifier les lignes de cet opérateur.',
    ]);
  });
});

describe('the lines', () => {
  it('are spread evenly over the half-years in one act, to the cent', () => {
    const told = store.spread(['l1', 'l2']);
    expect(told.map(({ line: { lineId }, cents: amounts }) => [lineId, amounts])).toEqual([['l1', [34, 33, 33]], ['l2', [67, 67, 66]]]);
    expect([store.words.spread(told.slice(0, 1)), store.words.spread(told)].map((text) => text.replace(/\s/g, ' '))).toEqual(['Un: 0,34 € + 2 × 0,33 €', 'Un: 1,00 €; SETIS, Personnel: 2,00 €']);
    expect(requests.map(({ body }) => body.changed)).toEqual([[{ lineId: 'l1', periods: { 1: 34, 2: 33, 3: 33 } }, { lineId: 'l2', periods: { 1: 67, 2: 67, 3: 66 } }]]);
    const spread = store.lines().map(({ amountCents, periodCents }) => [amountCents, periodCents.reduce<number>((sum, one) => sum + (one as Cents), 0)]);
    expect(spread).toEqual([[100, 100], [200, 200]]);
  });

  it('of another version take nothing unasked: fields and lines that were typed before wait for a choice', async () => {
    type('l1', 'amountCents', amount(300));
    type('l2', 'comment', { text: 'deux', outcome: { kind: 'text', value: 'deux' } } as TypedEdit);
    const lineId = store.insert({ rowId: 'l1', side: 'below' })!;
    [view, budget] = [{ ...view, budgetId: 'b2', versionNumber: 3, revision: 12, lines: [line('l1', entered(70))] }, { ...budget, budgetId: 'b2', versionNumber: 3, revision: 12 }];
    await requests[0]!.refuse({ status: 412, code: 'general.stale' });
    await rest();
    expect(requests).toHaveLength(1);
    expect(shown()).toEqual([['l1', 70]]);
    expect(store.questions().map(({ rowId, field, theirs, ofVersion }) => [rowId, field, theirs, ofVersion])).toEqual(expect.arrayContaining([['l1', 'amountCents', 70, true], [lineId, 'line', null, true]]));
    store.decide(store.questions().find(({ rowId }) => rowId === lineId)!, 'mine');
    expect([requests[1]!.ifMatch, requests[1]!.body.inserted.map((one) => one.lineId)]).toEqual(['"12"', [lineId]]);
    [view, budget] = [{ ...view, budgetId: 'b' }, { ...budget, budgetId: 'b' }];
  });

  it('of an operator with an agreed total leave a rest of it, or exceed it, as they stand on the screen', () => {
    const agreed = { ...budget, operators: [{ ...operator('setis'), agreedTotalCents: cents(250) }, { ...operator('aviq'), agreedTotalCents: null }] } as BudgetView;
    const rests = (lines: readonly LineView[]) => agreedRests(lines, agreed.operators);
    const sums = (lines: readonly LineView[], isPart = false) => sumsOfLines(lines, 3, isPart ? null : rests(lines)).map(({ lineId, amountCents }) => [store.words.sumName(lineId, isPart), amountCents]);
    expect([...rests(store.lines())]).toEqual([['setis', { agreedCents: 250, restCents: -50 }]]);
    expect(sums(store.lines())).toEqual([['Total des lignes', 300], ['Reste à répartir des totaux convenus', -50], ['Total du projet', 250]]);
    expect(sums(store.lines().slice(0, 1), true)).toEqual([['Total des lignes affichées', 100]]);
    expect(sums([line('l1', entered(250)), line('l2', { ...entered(7), operatorId: 'aviq' })])).toEqual([['Total des lignes', 257]]);
    const said = (amount: number) => store.words.agreed(rests([line('l1', entered(amount))]).get('setis'));
    expect([said(250), said(300), said(100)].map((note) => note && { ...note, text: note.text.replace(/\s/g, ' ') })).toEqual([null, { text: 'convenu 2,50 € · dépassé de 0,50 €', tone: 'warning' }, { text: 'convenu 2,50 € · reste 1,50 €' }]);
  });

  it('that were not sent are there again after a reload, and go out once', async () => {
    type('l1', 'amountCents', amount(300));
    const lineId = store.insert({ rowId: null, side: 'below' })!;
    await requests[0]!.refuse({ status: 0, code: 'general.network' });
    TestBed.tick();
    requests = [];
    await open();
    await rest();
    expect(shown()).toEqual([['l1', 300], ['l2', 200], [lineId, null]]);
    expect(requests.map(({ body }) => [body.changed, body.inserted.map((one) => one.lineId)])).toEqual([[[{ lineId: 'l1', amountCents: 300 }], [lineId]]]);
  });
});

describe('an item of the catalogue', () => {
  const choose = (lineId: string, code: string | null) => type(lineId, 'catalogueCode', { text: code ?? '', outcome: { kind: 'choice', value: code } });

  it('brings its category in the same act; undoing it brings back what was entered', async () => {
    choose('l1', 'DAY');
    expect(requests.at(-1)!.body.changed).toEqual([{ lineId: 'l1', catalogueCode: 'DAY', categoryCode: 'EXTERNAL' }]);
    await requests[0]!.answer({ lines: [line('l1', { catalogueCode: 'DAY', categoryCode: 'EXTERNAL', unitPriceCents: cents(48_500) })] });
    store.undo();
    expect(requests.at(-1)!.body.changed).toEqual([{ lineId: 'l1', catalogueCode: null, categoryCode: 'STAFF', unitPriceCents: null, amountCents: 100 }]);
  });

  it('of a lump sum leaves neither quantity nor price', async () => {
    view = { ...view, lines: [line('l1', { quantity: quantity(10_000), unitPriceCents: cents(5), amountCents: cents(5), categoryCode: 'LUMP_SUM' })] };
    sessionStorage.clear();
    await open();
    choose('l1', 'CLOSURE');
    expect(requests.at(-1)!.body.changed).toEqual([{ lineId: 'l1', catalogueCode: 'CLOSURE', quantity: null, unitPriceCents: null }]);
  });

  it('says why it leaves no price, quantity or amount to be typed', async () => {
    const reasons = (parts: Partial<LineView>) => ['quantity', 'unitPriceCents', 'amountCents'].map((field) => store.lockedReason(line('l1', parts), field));
    expect(reasons({ catalogueCode: 'DAY', unitPriceCents: cents(48_500) })).toEqual(['', expect.stringContaining('485,00'), expect.stringContaining('Journée')]);
    expect(reasons({ catalogueCode: 'CLOSURE' })).toEqual([expect.stringContaining('Clôture'), expect.stringContaining('Clôture'), '']);
    expect(reasons({})).toEqual(['', '', '']);
  });
});

describe('what is explained and what has a history', () => {
  it('are the amounts and typed fields of lines that are saved', () => {
    const lineId = store.insert({ rowId: null, side: 'below' })!;
    expect(['amountCents', 'to-allocate', 'comment'].map((columnId) => store.figureOf({ rowId: 'l1', columnId }))).toEqual(['line:l1', 'line:l1:to-allocate', null]);
    expect(['amountCents', 'to-allocate', 'comment'].map((columnId) => store.hasHistory({ rowId: 'l1', columnId }))).toEqual([true, false, true]);
    expect([store.figureOf({ rowId: lineId, columnId: 'amountCents' }), store.hasHistory({ rowId: lineId, columnId: 'amountCents' }), store.figureOf({ rowId: 'totals', columnId: 'amountCents' })]).toEqual([null, false, null]);
  });

  it('of a computed line is its flat rate', async () => {
    view = { ...view, lines: [line('l1', { kind: 'COMPUTED', ...entered(5) })] };
    sessionStorage.clear();
    await open();
    expect([store.figureOf({ rowId: 'l1', columnId: 'amountCents' }), store.hasHistory({ rowId: 'l1', columnId: 'amountCents' })]).toEqual(['amount:setis:STAFF', false]);
  });

  it('tells values in words: an amount that was not entered, a work package that is gone', () => {
    expect([store.told('amountCents', null), store.told('amountCents', 5), store.told('workPackageId', 'gone'), store.told('comment', '')]).toEqual(['non saisi', '0,05\u00a0€', 'module de travail supprimé', 'vide']);
  });
});
