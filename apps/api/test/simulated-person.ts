import { randomUUID } from 'node:crypto';
import type { LineChanges, LineView, OperatorBudgetView } from '@passerelle/budget/model';
import { AB, type Answer, type Requester } from './test-app';

/** What somebody was told is saved: a subject of the journal without the part that says whose salary it is, and the value; null for a line that goes. */
export interface AcknowledgedEdit {
  readonly subject: string;
  readonly value: string | number | null | 'a line';
}

/** An edit on its way: what is sent, and what is acknowledged where it is taken. */
interface Edit {
  readonly act: 'amounts' | 'lines';
  readonly body: { changes?: object[]; inserted?: object[]; changed?: { lineId: string }[]; removed?: string[] };
  readonly says: AcknowledgedEdit;
}

type Counted = 'taken' | 'stale' | 'mine' | 'theirs' | 'refused' | 'lost';

const LINE_CATEGORIES = ['STAFF', 'EXTERNAL', 'EQUIPMENT'];
const CELL_CATEGORIES = ['OFFICE', 'TRAVEL', 'WORKS'];
/** So many of the lines and cells get so many of the edits: two people are seldom at the same place by chance. */
const BUSY = 3;
const IN_BUSY = 0.5;

/**
 * Somebody who has the budget open and edits it: her screen stands on what her own answers have brought, she keeps what others changed or says that hers counts, and sends an edit
 * again whose answer did not come.
 */
export class SimulatedPerson {
  readonly acknowledged: AcknowledgedEdit[] = [];
  readonly counts: Record<Counted, number> = { taken: 0, stale: 0, mine: 0, theirs: 0, refused: 0, lost: 0 };
  private readonly lines = new Map<string, LineView>();
  private readonly rows = new Map<string, OperatorBudgetView>();
  private readonly removed: LineView[] = [];
  /** What the grid of operators stands on, and what the lines do. */
  private readonly revisions = { amounts: 0, lines: 0 };
  private count = 0;

  /** `parity` keeps two people's values apart: none is ever typed twice. */
  constructor(
    private readonly ask: Requester,
    private readonly mayEdit: readonly string[],
    private readonly random: () => number,
    private readonly parity: 0 | 1,
  ) {}

  async open(): Promise<void> {
    const [grid, lines] = [await this.ask('GET', `${AB}/budget`), await this.ask('GET', `${AB}/budget/lines`)];
    for (const row of grid.body.operators) this.rows.set(row.operatorId, row);
    for (const line of lines.body.lines) this.lines.set(line.lineId, line);
    Object.assign(this.revisions, { amounts: grid.body.revision, lines: lines.body.revision });
  }

  async makeEdits(many: number): Promise<void> {
    for (let n = 0; n < many; n++) await this.send(this.anyEdit());
  }

  private async send(edit: Edit): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.sendOnce(edit);
      if (answer.status === 200) {
        this.shown(edit.act, answer.body);
        this.counts.taken += 1;
        this.acknowledged.push(edit.says);
        return;
      }
      if (answer.status === 422) {
        this.counts.refused += 1;
        this.shown('lines', (await this.ask('GET', `${AB}/budget/lines/changes?after=${this.revisions.lines}`)).body);
        return;
      }
      if (answer.status !== 412) throw new Error(`${answer.status} ${answer.text}`);
      this.counts.stale += 1;
      this.shown(edit.act, answer.body.current);
      // A line that is gone cannot be changed; all else is hers to decide, a few times.
      const isGone = edit.body.changed?.some(({ lineId }) => !this.lines.has(lineId)) ?? false;
      const insists = !isGone && attempt < 4 && this.random() < 0.5;
      this.counts[insists ? 'mine' : 'theirs'] += 1;
      if (!insists) return;
    }
  }

  /** Now and then the answer is lost, or so late that the edit is sent again while the first one is still at work. */
  private async sendOnce(edit: Edit): Promise<Answer> {
    const path = `${AB}/budget/${edit.act}`;
    const headers = { 'if-match': `"${this.revisions[edit.act]}"` };
    const send = () => this.ask('PATCH', path, { headers, body: edit.act === 'lines' ? { inserted: [], changed: [], removed: [], ...edit.body } : edit.body });
    const chance = this.random();
    if (chance > 0.06) return send();
    this.counts.lost += 1;
    if (chance > 0.03) await send();
    else return (await Promise.all([send(), send()]))[1]!;
    return send();
  }

  private shown(act: Edit['act'], { revision, operators, ...rest }: Pick<LineChanges, 'revision' | 'operators'> & Partial<LineChanges>): void {
    for (const row of operators) this.rows.set(row.operatorId, row);
    for (const line of rest.lines ?? []) this.lines.set(line.lineId, line);
    for (const lineId of rest.removed ?? []) this.lines.delete(lineId);
    this.revisions.amounts = revision;
    if (act === 'lines') this.revisions.lines = revision;
  }

  private anyEdit(): Edit {
    const mine = [...this.lines.values()].filter(({ kind, operatorId }) => kind === 'LINE' && this.mayEdit.includes(operatorId));
    const chance = this.random();
    if (chance < 0.3) return this.typedAmount();
    if (chance < 0.48 || mine.length < BUSY) return this.newLine();
    const line = this.pick(mine.reverse());
    if (chance < 0.62) return this.removedLine(line);
    return this.changedLine(line);
  }

  private typedAmount(): Edit {
    const operatorId = this.pick(this.mayEdit);
    // Once in a while where there are lines: that is refused.
    const cell = this.random() < 0.05 ? this.pick(LINE_CATEGORIES) : this.random() < 0.1 ? 'TOTAL' : this.pick(CELL_CATEGORIES);
    const amountCents = this.anyAmount();
    return { act: 'amounts', body: { changes: [{ operatorId, cell, amountCents }] }, says: { subject: `budget-cell:${operatorId}:${cell}`, value: amountCents } };
  }

  private newLine(): Edit {
    const again = this.random() < 0.2 ? this.removed.pop() : undefined;
    const isPriced = this.random() < 0.4;
    const lineId = again?.lineId ?? randomUUID();
    const price = isPriced ? { quantity: 10_000 + Math.floor(this.random() * 90_000), unitPriceCents: this.anyAmount() } : { amountCents: this.anyAmount() };
    const line = { lineId, operatorId: this.pick(this.mayEdit), categoryCode: this.pick(LINE_CATEGORIES), position: (this.count += 1), descriptions: { fr: `ligne ${this.anyAmount()}` }, ...price };
    return { act: 'lines', body: { inserted: [line] }, says: { subject: `budget-line:${lineId}:line`, value: 'a line' } };
  }

  private removedLine(line: LineView): Edit {
    this.removed.push(line);
    return { act: 'lines', body: { removed: [line.lineId] }, says: { subject: `budget-line:${line.lineId}:line`, value: null } };
  }

  private changedLine({ lineId, quantity, unitPriceCents }: LineView): Edit {
    const amount = this.anyAmount();
    const isPriced = quantity !== null && unitPriceCents !== null;
    const [field, change, value] = this.pick([
      [isPriced ? 'unitPriceCents' : 'amountCents', { [isPriced ? 'unitPriceCents' : 'amountCents']: amount }, amount],
      ['comment', { comment: `note ${amount}` }, `note ${amount}`],
      ['descriptions.nl', { descriptions: { nl: `regel ${amount}` } }, `regel ${amount}`],
      ['period.2', { periods: { 2: amount } }, amount],
    ] as const);
    return { act: 'lines', body: { changed: [{ lineId, ...change }] }, says: { subject: `budget-line:${lineId}:${field}`, value } };
  }

  /** An amount in cents that nobody typed before. */
  private anyAmount(): number {
    this.count += 1;
    return this.count * 2 + this.parity;
  }

  private pick<T>(list: readonly T[]): T {
    const among = this.random() < IN_BUSY ? list.slice(0, BUSY) : list;
    return among[Math.floor(this.random() * among.length)]!;
  }
}
