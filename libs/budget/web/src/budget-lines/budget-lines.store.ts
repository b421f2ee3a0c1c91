import { DOCUMENT, DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { changedFields, isEditable, lineFigure, spreadEvenly, type BudgetCatalogueView, type BudgetLine, type BudgetLinesView, type BudgetView, type FollowedLineChanges, type LineChanges, type LineView, type StaleField } from '@passerelle/budget/model';
import { cellKey, isFormula, type ActKind, type CellAddress, type CellAside, type CellKey, type CellMark, type CellState, type CellStates, type GridAct, type RowWanted, type TypedEdit } from '@passerelle/shared/grid';
import { textIn } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, Say, SessionStore } from '@passerelle/shared/web-kit';
import { Following } from '../_live/following';
import { initialsOf } from '../_live/initials';
import { OPEN_EVENTS } from '../_live/live-link';
import { OthersChanges } from '../_live/others-changes';
import { CoveredCategories } from '../_ui/covered-categories';
import { keyOf, type Conflict, type Draft, type FieldAt, type FieldValue, type Kept } from '../_saving/drafts';
import { EditActs, isKept, type ReturnedAct, type Standing } from '../_saving/edit-acts';
import { EditQueue, type Stale } from '../_saving/edit-queue';
import { Saving } from '../_saving/saving';
import { UnsentOnDevice } from '../_saving/unsent-on-device';
import { HERE, LINE, MASKED, NOTHING, comingOf, fieldStandings, goingOf, refusedDrafts, requestOf, savedValue, standingsOf, type SentLines } from './line-fields';
import { agreedRests, withDrafts, withLineChanges } from './line-rows';
import { LineItems } from './line-items';
import { LineWords, type SpreadLine } from './line-words';
import { placeFor, placesBehind, type LinePlace } from './new-line';

/** What is refused for want of the right was taken from her since: it is typed only where she may. */
const WITHDRAWN: readonly string[] = ['budget.may-not-change', 'general.not-allowed', 'general.not-found'];
const MOST_LINES = 5000;
/** On the device they are kept apart from the amounts of the overview. */
const KEPT_AS = 'lines';
/** Fields that have no column of their own. */
const SILENT: readonly string[] = [LINE, 'position', 'formula'];

/** The lines of a project's budget on the screen. What is saved is the server's; what is on its way is shown as it will be. */
@Injectable()
export class BudgetLinesStore extends Saving {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #covered = inject(CoveredCategories);
  readonly #device = inject(UnsentOnDevice);
  readonly #budget = signal<BudgetView | null>(null);
  readonly #view = signal<BudgetLinesView | null>(null);
  readonly #problem = signal<ApiProblem | null>(null);
  #address = '';
  #owner: readonly [personId: string, place: string, budgetId: string] | null = null;
  #sent: SentLines = requestOf([], () => false);
  /** Lines that others have deleted, as they last were: who keeps hers brings them back. */
  readonly #gone = new Map<string, LineView>();
  /** Of lines that a pasted block has brought, the cells that it filled: what is undone is counted as it was done. */
  readonly #brought = new Map<string, ReadonlySet<string>>();

  readonly budget = this.#budget.asReadonly();
  readonly view = this.#view.asReadonly();
  readonly problem = this.#problem.asReadonly();
  readonly #byId = computed(() => new Map(this.#view()?.lines.map((line) => [line.lineId, line])));
  readonly #saved = (at: FieldAt): FieldValue => savedValue(this.#byId().get(at.rowId), at.field);
  readonly #queue = new EditQueue<LineChanges>({
    revision: () => this.#view()?.revision ?? null,
    saved: this.#saved,
    known: (lineId, drafts) => this.#byId().has(lineId) || drafts.some(({ rowId, field, value }) => rowId === lineId && field === LINE && value === HERE),
    limit: { rows: MOST_LINES },
    send: async (drafts, revision) => {
      this.#sent = requestOf(drafts, (lineId) => this.#byId().has(lineId));
      return (await this.#api.change<LineChanges>('PATCH', `${this.#address}/lines`, this.#sent.request, { ifMatch: `"${revision}"` })).body;
    },
    apply: (changes, own) => this.#apply(changes, own),
    staleOf: (problem) => this.#staleOf(problem),
    refusedBy: (pointer, drafts) => refusedDrafts(pointer, this.#sent, drafts),
    again: (conflict) => this.#again(conflict),
    wholeRow: LINE,
    reload: () => this.#reload({ asItIs: true }),
    rested: () => void this.#following.follow(),
  });
  readonly #acts = new EditActs(this.#queue, { saved: this.#saved, textOf: ({ field }, value) => this.words.typed(field, value) });
  readonly #others = new OthersChanges();
  readonly #following = new Following({
    open: inject(OPEN_EVENTS),
    document: inject(DOCUMENT),
    revision: () => this.#view()?.revision ?? null,
    underWay: () => this.#queue.underWay(),
    fetch: async (after) => {
      const address = this.#address;
      const { body } = await this.#api.get<FollowedLineChanges>(`${address}/lines/changes`, { after }, { quiet: true });
      const view = this.#view();
      if (this.#address !== address || !view) return;
      // Another version is worked on now: its lines and amounts are not put among those of this one.
      if (body.budgetId !== view.budgetId) return void (await this.#reload());
      this.#queue.receive(body);
      // It was submitted or decided on.
      if (body.status !== view.status) await this.#reload();
    },
    reload: async () => void (await this.#reload({ asItIs: true })),
    authored: (revision, byName) => this.#others.authored(revision, byName),
    // A line stands for its cell: the others see beside which line she is.
    tellPlace: (stream, at) => this.#api.change('PUT', `${this.#address}/presence`, { stream, operatorId: this.#row(at?.rowId)?.operatorId ?? null, cell: at?.rowId ?? null }, { quiet: true }),
  });

  readonly questions = this.#queue.conflicts;
  readonly failure = this.#queue.failure;
  readonly savedAt = this.#queue.savedAt;
  readonly saving = this.#queue.saving;
  readonly lineLost = this.#following.link.lost;
  readonly persons = this.#following.link.persons;
  readonly refused = computed(() => [...this.#queue.kept().values()]);
  /** Edits on their way: a line that comes or goes is one, whatever it says. */
  readonly unsentCount = computed(() => {
    const drafts = [...this.#queue.pending().values()];
    const whole = new Set(drafts.filter(({ field }) => field === LINE).map(({ rowId }) => rowId));
    return whole.size + drafts.filter(({ rowId, field }) => !whole.has(rowId) && !SILENT.includes(field)).length + this.questions().length;
  });
  readonly hasUnsaved = computed(() => this.unsentCount() > 0 || this.refused().length > 0);
  /** The lines as they will be once everything typed is saved. */
  readonly lines = computed(() => withDrafts(this.#view()?.lines ?? [], this.#queue.pending()));
  readonly #rowsById = computed(() => new Map(this.lines().map((line) => [line.lineId, line])));
  readonly periods = computed(() => this.#view()?.periods ?? [], { equal: (a, b) => a.length === b.length && a[0]?.startDate === b[0]?.startDate });
  readonly workPackages = computed(() => this.#view()?.workPackages ?? [], { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  readonly operators = computed(() => this.#budget()?.operators ?? [], { equal: (a, b) => a.length === b.length && a.every(({ operatorId, name }, index) => operatorId === b[index]!.operatorId && name === b[index]!.name) });
  /** What agreed totals have beyond the lines as they stand here. */
  readonly rests = computed(() => agreedRests(this.lines(), this.#budget()?.operators ?? []));
  readonly categories = computed(() => this.#budget()?.categories ?? []);
  readonly unsentKey = 'budgetLines.state.unsent';
  readonly items = new LineItems(
    (key, params) => this.#say.say(key, params),
    () => this.#language(),
  );
  readonly words = new LineWords({
    say: (key, params) => this.#say.say(key, params),
    language: () => this.#language(),
    operators: () => this.operators(),
    categories: () => this.categories(),
    workPackages: () => this.workPackages(),
    periods: () => this.periods(),
    itemName: (code) => this.items.name(code),
  });
  readonly isOpen = computed(() => this.#view()?.isWorking === true && isEditable(this.#view()?.status ?? ''));
  readonly hers = computed(() => this.operators().filter(({ operatorId }) => this.mayEdit(operatorId)));
  readonly maySome = computed(() => this.hers().length > 0);
  readonly states = computed<CellStates>(() => this.#states());
  readonly marks = computed<ReadonlyMap<CellKey, CellMark>>(() => this.#marks());
  /** What others changed, as a sentence. */
  readonly news = computed(() => this.#sentence());

  constructor() {
    super();
    effect(() => {
      const isBack = this.#session.signedIn() && this.#session.person()?.personId === this.#owner?.[0];
      if (isBack && untracked(this.failure)?.kind === 'signed-out') this.tryNow();
    });
    effect(() => {
      const unsent = this.#queue.unsent();
      if (this.#owner) this.#device.write(...this.#owner, unsent);
    });
    effect(() => {
      const isHers = this.#session.signedIn() && (!this.#owner || this.#session.person()?.personId === this.#owner[0]);
      untracked(() => (isHers ? this.#following.link.resume() : this.#following.link.stop()));
    });
    inject(DestroyRef).onDestroy(() => {
      this.#following.stop();
      this.#others.stop();
      this.#queue.stop();
    });
  }

  /** `version`: another one than the one that is worked on; it is read, and nothing comes in live. */
  async load(programme: string, project: string, version?: string): Promise<void> {
    this.#address = `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget`;
    this.#problem.set(null);
    this.#following.link.stop();
    try {
      const [budget, lines] = await Promise.all([this.#api.get<BudgetView>(this.#address, { version }), this.#api.get<BudgetLinesView>(`${this.#address}/lines`, { version })]);
      this.#budget.set(budget.body);
      this.#view.set(lines.body);
      void this.#takeCatalogue();
      if (!lines.body.isWorking) return;
      this.#takeUp(budget.body.projectId, lines.body.budgetId);
      this.#following.start(`${this.#address}/live`);
    } catch (thrown) {
      this.#problem.set(ApiProblem.from(thrown));
    }
  }

  /** She leaves, and lets go of what is not saved. */
  letGo(): void {
    if (this.#owner) this.#device.write(...this.#owner, { drafts: [], conflicts: [], kept: [] });
    this.#owner = null;
  }

  mayEdit(operatorId: string): boolean {
    const budget = this.#budget();
    return !!budget && this.isOpen() && this.#session.may('budget.changeLines', { programmeId: budget.programmeId, projectId: budget.projectId, operatorId });
  }

  /** Whether anything of the line may be changed. */
  mayChange({ kind, operatorId }: Pick<LineView, 'kind' | 'operatorId'>): boolean {
    return kind !== 'COMPUTED' && this.mayEdit(operatorId);
  }

  /** Why a field of this line cannot be typed; '' where it can. */
  lockedReason(line: LineView, field: string): string {
    if (line.masked && MASKED.includes(field)) return this.#say.say('budgetLines.locked.masked');
    if (line.kind === 'COMPUTED') return this.#computedBy(line);
    if (!this.mayEdit(line.operatorId)) return this.#say.say(this.isOpen() ? 'budgetLines.locked.notYours' : `budget.cell.closed.${this.#view()?.status}`);
    if (field === 'amountCents' && line.quantity !== null && line.unitPriceCents !== null) return this.#say.say('budgetLines.locked.product');
    return this.items.lockedReason(line, field);
  }

  /** The figure of a cell, to be explained by the server; null where there is none, or where the line is not saved yet. */
  figureOf({ rowId, columnId }: CellAddress): string | null {
    const line = this.#byId().get(rowId);
    if (!line || (columnId !== 'amountCents' && columnId !== 'to-allocate')) return null;
    return line.amountCents === null && columnId === 'to-allocate' ? null : lineFigure(line, columnId === 'amountCents' ? 'amount' : columnId);
  }

  /** Whether something was ever typed in the cell's field. */
  hasHistory({ rowId, columnId }: CellAddress): boolean {
    const line = this.#byId().get(rowId);
    return !!line && line.kind !== 'COMPUTED' && columnId !== 'to-allocate';
  }

  /** A value of the journal in the reader's words; an amount that was not entered follows others. */
  told(field: string, value: FieldValue): string {
    if (value === null || value === '') return field === 'workPackageId' ? this.#say.say('term.toAllocate') : this.#say.say(field === 'amountCents' ? 'lineHistory.notEntered' : 'budget.empty');
    if (field === 'workPackageId' && !this.workPackages().some(({ workPackageId }) => workPackageId === value)) return this.#say.say('lineHistory.unknownWorkPackage');
    return this.words.written(field, value);
  }

  /** What stands, dimmed, where a line says nothing: that it is withheld, or the flat rate that computes it. */
  aside(line: LineView, field: string): CellAside | null {
    if (line.masked && MASKED.includes(field)) return { text: this.#say.say('budgetLines.masked') };
    return line.kind === 'COMPUTED' && field === this.words.descriptionField() ? { text: this.#rateName(line) || this.#say.say('simplifiedCosts.heading'), isLocked: true } : null;
  }

  nameOf({ rowId, field }: FieldAt): string {
    const line = this.#row(rowId) ?? this.#gone.get(rowId);
    return [line ? this.words.lineName(line) : '', field === LINE ? '' : this.words.fieldName(field)].filter(Boolean).join(' – ');
  }

  cellOf({ rowId, field }: FieldAt): CellAddress {
    return { rowId, columnId: field === 'formula' ? 'amountCents' : SILENT.includes(field) ? 'operatorId' : field };
  }

  placeName(_operatorId: string | null, cell: string | null): string {
    const line = this.#row(cell ?? undefined);
    return line ? this.words.lineName(line) : '';
  }

  reason({ rowId, field, code, params }: Omit<Kept, 'text' | 'kind'>): string {
    const line = this.#row(rowId);
    return this.#say.say(WITHDRAWN.includes(code) ? 'budget.right-withdrawn' : code, { ...params, operator: line ? this.words.operatorName(line.operatorId) : '', cell: SILENT.includes(field) ? '' : this.words.fieldName(field), ...this.#covered.inWords(params) });
  }

  written(at: FieldAt, value: FieldValue): string {
    return this.words.written(at.field, value);
  }

  edit(at: CellAddress, typed: TypedEdit): void {
    this.act({ kind: 'type', edits: [{ ...at, ...typed }], added: [] });
  }

  /** One act of the grid, with the lines that a pasted block has brought. */
  act({ kind, edits, added }: GridAct): void {
    const places = placesBehind(this.lines(), added.length, () => crypto.randomUUID());
    // Beside the line on which the block ends: with its operator, and in sight where the address narrows the lines.
    const last = this.#row(edits.at(-1)?.rowId) ?? this.lines().at(-1) ?? null;
    const coming = added.flatMap((cells, index) => {
      const place = places[index]!;
      const own = [...cells].flatMap(([field, edit]) => fieldStandings(place.lineId, field, edit));
      const typed = [...own, ...this.items.broughtBy(own, () => undefined)];
      const named = new Map(typed.map((standing) => [standing.field, standing]));
      this.#brought.set(place.lineId, new Set(cells.keys()));
      return [...this.#newLine(place, last).filter(({ field }) => !named.has(field)), ...typed.filter((standing) => !isKept(standing) || !['operatorId', 'categoryCode'].includes(standing.field))];
    });
    const own = edits.flatMap(standingsOf);
    const typed = [...own, ...this.items.broughtBy(own, (lineId) => this.#row(lineId))];
    this.#acts.act(kind, [...typed, ...coming], this.#overwritten(typed));
  }

  /** A product puts itself in the place of an amount that was entered: undoing brings it back. */
  #overwritten(typed: readonly Standing[]): Standing[] {
    const priced = new Set(typed.filter(({ field }) => field === 'quantity' || field === 'unitPriceCents').map(({ rowId }) => rowId));
    const named = new Set(typed.filter(({ field }) => field === 'amountCents').map(({ rowId }) => rowId));
    const entered = [...priced].filter((lineId) => !named.has(lineId) && this.#row(lineId)?.amountEntered);
    // So does what the catalogue gives.
    const given = typed.filter(({ rowId, field }) => field === 'catalogueCode' && !named.has(rowId)).map(({ rowId }) => rowId);
    const prices = given.filter((lineId) => !typed.some(({ rowId, field }) => rowId === lineId && field === 'unitPriceCents')).map((rowId) => this.#acts.standing({ rowId, field: 'unitPriceCents' }));
    return [...prices, ...[...new Set([...entered, ...given])].flatMap((rowId) => ['amountCents', 'formula'].map((field) => this.#acts.standing({ rowId, field })))];
  }

  /** A new line beside another one, with its operator, category and work package. Gives back its id. */
  insert({ rowId, side }: RowWanted): string | null {
    if (!this.maySome()) return null;
    const place = placeFor(this.lines(), rowId, side, () => crypto.randomUUID());
    this.#acts.act('insert', this.#newLine(place, this.#row(rowId ?? undefined) ?? null));
    return place.lineId;
  }

  /** The first line of an operator. */
  insertFor(operatorId: string): void {
    const [place] = placesBehind(this.lines(), 1, () => crypto.randomUUID());
    const standings = this.#newLine(place!, null).map((standing): Standing => (standing.field === 'operatorId' ? { rowId: standing.rowId, field: 'operatorId', text: '', value: operatorId } : standing));
    this.#acts.act('insert', standings);
  }

  /** Deletes lines, those that she may, as one act. Gives back how many. */
  remove(lineIds: readonly string[]): number {
    const lines = lineIds.flatMap((id) => this.#row(id) ?? []).filter((line) => this.mayChange(line));
    if (lines.length > 0) this.#acts.act('delete', lines.flatMap(goingOf));
    return lines.length;
  }

  /** Spreads the amounts of lines evenly over the half-years, as one act. Gives back which lines, each with the amounts that it was spread into. */
  spread(lineIds: readonly string[]): SpreadLine[] {
    const lines = lineIds.flatMap((id) => this.#row(id) ?? []).filter((line) => this.mayChange(line));
    const halfYears = this.periods().map(({ number }) => number);
    const spread = lines.flatMap((line) => (line.amountCents === null ? [] : [{ line, cents: spreadEvenly(line.amountCents, halfYears) }]));
    const standings = spread.flatMap(({ line, cents }) => Object.entries(cents).map(([number, value]): Standing => ({ rowId: line.lineId, field: `period.${number}`, text: '', value })));
    if (standings.length > 0) this.#acts.act('fill', standings);
    return spread.map(({ line, cents }) => ({ line, cents: halfYears.flatMap((number) => cents[number] ?? []) }));
  }

  undo(): { readonly kind: ActKind; readonly cells: readonly CellAddress[] } | null {
    return this.#returned(this.#acts.undo());
  }

  redo(): { readonly kind: ActKind; readonly cells: readonly CellAddress[] } | null {
    return this.#returned(this.#acts.redo());
  }

  discard({ rowId, columnId }: CellAddress): void {
    this.#queue.discard({ rowId, field: columnId });
    if (columnId === 'operatorId') for (const field of SILENT) this.#queue.discard({ rowId, field });
  }

  decide(question: Conflict, choice: 'mine' | 'theirs'): void {
    this.#queue.choose(question, choice);
  }

  typing(at: CellAddress | null): void {
    this.#queue.begin(at && { rowId: at.rowId, field: at.columnId });
  }

  /** She stands in this cell: the others are told. */
  stand(at: CellAddress): void {
    this.#following.link.stand(this.#byId().has(at.rowId) ? at : null);
  }

  tryNow(): void {
    this.#queue.tryNow();
  }

  settled(): Promise<boolean> {
    return this.#queue.settled();
  }

  #computedBy(line: LineView): string {
    const rate = this.#rateName(line);
    return rate ? this.#say.say('simplifiedCosts.cellComputed', { rate }) : this.#say.say('budgetLines.locked.computed');
  }

  /** '' where the programme no longer has the rate. */
  #rateName({ operatorId, categoryCode }: LineView): string {
    const row = this.#budget()?.operators.find((operator) => operator.operatorId === operatorId);
    const rate = row && this.#covered.rateOf(row, categoryCode);
    return rate ? textIn(rate.names, this.#language()) : '';
  }

  #row(lineId: string | undefined): LineView | undefined {
    return lineId === undefined ? undefined : this.#rowsById().get(lineId);
  }

  #newLine({ lineId, position }: LinePlace, model: LineView | null): Standing[] {
    const isHers = model !== null && this.mayEdit(model.operatorId);
    const operatorId = isHers ? model.operatorId : (this.hers()[0]?.operatorId ?? '');
    const categoryCode = isHers && model.kind !== 'COMPUTED' ? model.categoryCode : (this.categories().find(({ kind }) => kind === 'REAL')?.code ?? '');
    const content: BudgetLine = { ...NOTHING, lineId, operatorId, categoryCode, position, workPackageId: isHers ? model.workPackageId : null };
    return comingOf(lineId, content);
  }

  #returned(act: ReturnedAct | null): { readonly kind: ActKind; readonly cells: readonly CellAddress[] } | null {
    if (!act) return null;
    const isOfLines = act.kind === 'insert' || act.kind === 'delete';
    const cells = act.at.filter(({ rowId, field }) => (isOfLines ? field === LINE : !SILENT.includes(field) && (this.#brought.get(rowId)?.has(field) ?? true)));
    return { kind: act.kind, cells: cells.map((at) => this.cellOf(at)) };
  }

  #takeUp(projectId: string, budgetId: string): void {
    const personId = this.#session.person()?.personId;
    const place = `${KEPT_AS}.${projectId}`;
    const before = this.#owner;
    if (!personId || (before?.[1] === place && before[2] === budgetId)) return;
    this.#owner = [personId, place, budgetId];
    if (before?.[1] === place) return this.#moved();
    const unsent = this.#device.read(personId, place);
    if (unsent) this.#queue[unsent.budgetId === budgetId ? 'restore' : 'restoreOther'](unsent);
  }

  /** Undoing an act of another version would write into this one what was never in it. */
  #moved(): void {
    this.#acts.forget();
    this.#queue.moved();
  }

  #apply(changes: LineChanges, own: ReadonlySet<CellKey>): void {
    const before = this.#view();
    if (!before || changes.revision < before.revision) return;
    const known = untracked(this.#byId);
    for (const lineId of changes.removed) if (known.has(lineId)) this.#gone.set(lineId, known.get(lineId)!);
    this.#view.set({ ...before, revision: changes.revision, changedAt: changes.changedAt, lines: [...withLineChanges(before.lines, changes)] });
    const rows = new Map(changes.operators.map((row) => [row.operatorId, row]));
    this.#budget.update((budget) => budget && { ...budget, totals: changes.totals, operators: budget.operators.map((row) => rows.get(row.operatorId) ?? row) });
    const cells = changes.lines.flatMap((line) => {
      const old = known.get(line.lineId);
      const fields = old ? changedFields(old, line).filter((field) => !SILENT.includes(field)) : own.has(cellKey(line.lineId, LINE)) ? [] : ['operatorId'];
      return fields.map((columnId) => ({ rowId: line.lineId, columnId }));
    });
    this.#others.arrived(cells.filter(({ rowId, columnId }) => !own.has(cellKey(rowId, columnId))), before.revision, changes.revision);
  }

  #staleOf({ body }: ApiProblem): { stale: Stale[]; current: LineChanges } | null {
    const { staleLines = [], current } = (body ?? {}) as { readonly staleLines?: readonly StaleField[]; readonly current?: LineChanges };
    const isGone = new Set(current?.removed);
    const stale = staleLines.map(({ lineId, field, theirs, operatorName, changedByName, changedAt }): Stale => ({
      rowId: lineId,
      field: field ?? LINE,
      rowName: operatorName,
      theirs: field !== null || isGone.has(lineId) ? theirs : (theirs ?? HERE),
      changedByName,
      changedAt,
      wholeRow: field === null,
    }));
    return current && stale.length > 0 ? { stale, current } : null;
  }

  /** She keeps hers of a line that one of the two has deleted: it goes all the same, or it comes back with what she typed in it. */
  #again({ rowId, drafts = [], revision, typedAt }: Conflict): readonly Draft[] {
    const ground = (at: FieldAt) => ({ baseRevision: revision, baseValue: this.#saved(at), unheard: undefined });
    const hers = drafts.map((draft) => ({ ...draft, ...ground(draft) }));
    const gone = this.#gone.get(rowId);
    if (!gone || this.#byId().has(rowId)) return hers;
    const typed = new Set(hers.map(({ field }) => field));
    const back = comingOf(rowId, gone).filter((standing): standing is Exclude<Standing, Kept> => !isKept(standing) && !typed.has(standing.field));
    return [...back.map((standing): Draft => ({ ...standing, typedAt, ...ground(standing) })), ...hers];
  }

  /** A programme without a catalogue has none to choose from; nor has a line, while it could not be read. */
  async #takeCatalogue(): Promise<void> {
    const address = this.#address;
    const answer = await this.#api.get<BudgetCatalogueView>(`${address}/catalogue`).catch(() => null);
    if (answer && this.#address === address) this.items.take(answer.body);
  }

  /** Out: whether the screen was read anew. Another version than before comes with its own rows and totals. */
  async #reload({ asItIs = false } = {}): Promise<boolean> {
    const address = this.#address;
    const [budget, lines] = await Promise.all([this.#api.get<BudgetView>(address), this.#api.get<BudgetLinesView>(`${address}/lines`)]).catch(() => []);
    const before = this.#view();
    if (!budget || !lines || !before || address !== this.#address || budget.body.budgetId !== lines.body.budgetId) return false;
    if (before.budgetId === lines.body.budgetId && before.revision > lines.body.revision && !asItIs) return true;
    const there = new Set(lines.body.lines.map(({ lineId }) => lineId));
    for (const line of before.lines) if (!there.has(line.lineId)) this.#gone.set(line.lineId, line);
    this.#budget.set(budget.body);
    this.#view.set(lines.body);
    if (before.budgetId !== lines.body.budgetId) this.#takeUp(budget.body.projectId, lines.body.budgetId);
    return true;
  }

  #states(): CellStates {
    const states = new Map<CellKey, CellState>();
    for (const key of this.#queue.saved()) states.set(key, { kind: 'saved' });
    for (const [key, name] of this.#others.shown()) states.set(key, { kind: 'brought', note: this.#say.say('live.changed.cell', { name: this.#say.personName(name) || this.#say.say('live.somebody') }) });
    for (const [key, draft] of this.#queue.pending()) states.set(key, { kind: 'pending', ...(isFormula(draft.text) ? { formula: draft.text } : {}) });
    for (const conflict of this.questions()) {
      const message = conflict.ofVersion ? this.#say.say('budget.stale.markVersion') : this.#say.say('budget.stale.mark', { name: this.#say.personName(conflict.changedByName) });
      states.set(keyOf(conflict), { kind: 'unclear', text: conflict.text, message });
    }
    for (const kept of this.refused()) {
      const { rowId, columnId } = this.cellOf(kept);
      states.set(cellKey(rowId, columnId), { kind: kept.kind, text: kept.text, message: this.reason(kept) });
    }
    return states;
  }

  #marks(): ReadonlyMap<CellKey, CellMark> {
    const marks = new Map<CellKey, CellMark>();
    for (const { name, cell } of this.persons()) {
      if (!cell) continue;
      const [key, told] = [cellKey(cell, 'operatorId'), this.#say.personName(name)];
      const before = marks.get(key);
      marks.set(key, { sign: before ? `${before.sign} ${initialsOf(told)}` : initialsOf(told), text: this.#say.say('live.here.cell', { name: before ? `${before.text}, ${told}` : told }) });
    }
    return marks;
  }

  #sentence(): string {
    const news = this.#others.news();
    const [first, ...more] = news?.cells ?? [];
    if (!news || !first) return '';
    const name = news.names.map((one) => this.#say.personName(one)).join(', ') || this.#say.say('live.somebody');
    if (more.length > 0) return this.#say.say('live.changed.many', { n: news.cells.length, name });
    const line = this.#row(first.rowId);
    return this.#say.say('live.changed.one', { operator: line ? this.words.lineName(line) : '', cell: this.words.fieldName(first.columnId), name });
  }
}
