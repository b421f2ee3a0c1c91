import { Injectable } from '@nestjs/common';
import { finish, JOURNAL_COLUMNS, journalValues, type JournalEntry, type Transaction } from '@passerelle/shared/api-kit';
import type { OperatorRole, Texts } from '@passerelle/shared/kernel';
import type { BasisPoints, Cents, RoundingRule } from '@passerelle/shared/money';
import type { BudgetStatus, ChosenRate, OperatorBudgetView } from '@passerelle/budget/model';
import type { CategoryKind } from '@passerelle/programme/model';
import type { StoredLine } from './lines.repository';
import { ACCESS_TARGET, type ProjectAccess } from '@passerelle/partnership/api';

export interface BudgetPath {
  readonly programme: string;
  readonly project: string;
}

/** The header of a budget with its totals, and what access to it is judged by. */
export interface BudgetHeader extends ProjectAccess, BudgetTotals {
  /** The project's, as ISO dates. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly budgetId: string;
  readonly revision: number;
  /** The first revision of this version: one before it was of another. */
  readonly openedRevision: number;
  readonly status: BudgetStatus;
  readonly versionNumber: number;
  readonly isWorking: boolean;
  readonly isValid: boolean;
  readonly changedAt: string;
}

/** Of the versions of a project's budget: the one that is edited, the one that counts today, or one by its number. */
export type WhichVersion = 'WORKING' | 'VALID' | number;

export interface BudgetTotals {
  readonly totalCents: Cents;
  readonly toAllocateCents: Cents;
  readonly erdfCents: Cents;
  readonly otherSourcesCents: Cents;
  readonly ownContributionCents: Cents;
}

/** A funded operator's row with the revisions by which staleness is judged. */
export interface OperatorBudgetRow extends OperatorBudgetView {
  readonly roundingRule: RoundingRule;
  readonly rowRevision: number;
  readonly agreedRevision: number;
  readonly flatRatesRevision: number;
  /** null: Passerelle itself. */
  readonly agreedById: string | null;
  readonly agreedAt: string;
  /** Only where it was asked for. */
  readonly cells?: readonly BudgetCell[] | null;
}

/** A plain amount as a cell of the grid: who changed it last, and at which revision. */
export interface BudgetCell {
  readonly lineId: string;
  readonly position: number;
  readonly categoryCode: string;
  readonly amountCents: Cents | null;
  readonly changedRevision: number;
  readonly changedById: string | null;
  readonly changedAt: string;
}

export interface BudgetCategory {
  readonly id: string;
  readonly code: string;
  readonly names: Texts;
  readonly kind: CategoryKind;
  /** Its lines tell salaries. */
  readonly masked: boolean;
}

export interface LoadedBudget extends BudgetHeader {
  readonly categories: BudgetCategory[];
  readonly operators: OperatorBudgetRow[];
  /** Operators without a budget, so that a change to one of them is refused by name. */
  readonly unfunded: { operatorId: string; name: string; role: OperatorRole }[];
}

/** What a change is judged by; the categories' names play no part in it. */
export type BudgetForChange = Omit<LoadedBudget, 'categories'> & { readonly categories: readonly Omit<BudgetCategory, 'names'>[] };

export interface SavedRow extends BudgetTotals {
  readonly operatorId: string;
  readonly agreedTotalCents: Cents | null;
  readonly agreedChanged: boolean;
  /** null: the choice stays as it is stored. */
  readonly flatRates?: readonly ChosenRate[];
  readonly ratesChanged?: boolean;
  readonly amountsCents: Readonly<Record<string, Cents>>;
  readonly lineCounts: Readonly<Record<string, number>>;
}

/** What an operator's lines come to: category code → cents, and → how many lines of their own it has. */
export type OperatorSums = Pick<SavedRow, 'amountsCents' | 'lineCounts'>;

/** A line as it is stored from this act on, whole; its revisions by field say what the act changed of it. */
export interface SavedLine extends Omit<StoredLine, 'changedRevision' | 'categoryCode'> {
  readonly costCategoryId: string;
}

export interface BudgetChange {
  readonly budgetId: string;
  readonly revision: number;
  readonly byId: string | null;
  readonly rows: readonly SavedRow[];
  readonly lines: readonly SavedLine[];
  readonly removed: readonly { lineId: string; operatorId: string }[];
  readonly totals: BudgetTotals;
  readonly journal: JournalEntry;
}

declare const settled: unique symbol;
/** A change in which the simplified costs follow from the lines: BudgetSaving makes it, and nobody else, so that no act forgets them. */
export type SettledChange = BudgetChange & { readonly [settled]: true };

const LINE_COLUMNS = [
  'id', 'operator_id', 'cost_category_id', 'work_package_id', 'kind', 'position', 'descriptions', 'quantity', 'unit_price_cents', 'amount_cents', 'amount_entered', 'period_cents', 'comment', 'in_kind_by', 'formula', 'catalogue_code', 'field_revisions', 'created_revision',
];
const LINE_TYPES = `id uuid, operator_id uuid, cost_category_id uuid, work_package_id uuid, kind text, "position" bigint, descriptions jsonb, quantity bigint, unit_price_cents bigint, amount_cents bigint, amount_entered boolean, period_cents bigint[],
  comment text, in_kind_by text, formula text, catalogue_code text, field_revisions jsonb, created_revision bigint`;
// A plain amount says nothing else.
const CELL_COLUMNS = ['id', 'operator_id', 'cost_category_id', 'position', 'amount_cents', 'amount_entered', 'field_revisions', 'created_revision'];
const storedCell = (line: SavedLine): object => ({
  id: line.lineId, operator_id: line.operatorId, cost_category_id: line.costCategoryId, position: line.position, amount_cents: line.amountCents, amount_entered: line.amountEntered, field_revisions: line.fieldRevisions,
  created_revision: line.createdRevision,
});
const CELL_CHANGES = ['amount_cents', 'amount_entered', 'field_revisions'];
const stored = (line: SavedLine): object => ({
  id: line.lineId, operator_id: line.operatorId, cost_category_id: line.costCategoryId, work_package_id: line.workPackageId, kind: line.kind, position: line.position, descriptions: line.descriptions, quantity: line.quantity,
  unit_price_cents: line.unitPriceCents, amount_cents: line.amountCents, amount_entered: line.amountEntered, period_cents: line.periodCents, comment: line.comment, in_kind_by: line.inKindBy, formula: line.formula,
  catalogue_code: line.catalogueCode, field_revisions: line.fieldRevisions, created_revision: line.createdRevision,
});
const storedRow = (row: SavedRow): object => ({
  operator_id: row.operatorId, agreed: row.agreedTotalCents, total: row.totalCents, to_allocate: row.toAllocateCents, erdf: row.erdfCents, other: row.otherSourcesCents, own: row.ownContributionCents,
  amounts: row.amountsCents, line_counts: row.lineCounts, agreed_changed: row.agreedChanged, flat_rates: row.ratesChanged ? row.flatRates : null,
});

// Only where the revision is still the one that was read does the header change, and everything else hangs on it.
const saving = (columns: readonly string[], changing: readonly string[], more: string, allTaken: string): string => `
  with header as (
    update budget set revision = $2, changed_at = clock_timestamp(), total_cents = $4, to_allocate_cents = $5, erdf_cents = $6, other_sources_cents = $7, own_contribution_cents = $8
     where id = $1 and revision = $2 - 1 returning changed_at),
  line as (
    insert into budget_line (budget_id, ${columns.join(', ')}, changed_revision, changed_by_id, changed_at)
    select $1, ${columns.map((column) => `l.${column}`).join(', ')}, $2, $3::uuid, header.changed_at
      from header, json_to_recordset($9::json) l(${LINE_TYPES})
        on conflict (budget_id, id)
        do update set ${changing.map((column) => `${column} = excluded.${column}`).join(', ')},
                      changed_revision = excluded.changed_revision, changed_by_id = excluded.changed_by_id, changed_at = excluded.changed_at),${more}
  part as (
    update operator_budget ob
       set agreed_total_cents = r.agreed, total_cents = r.total, to_allocate_cents = r.to_allocate, erdf_cents = r.erdf, other_sources_cents = r.other, own_contribution_cents = r.own,
           amounts = r.amounts, line_counts = r.line_counts, row_revision = $2,
           flat_rates = coalesce(r.flat_rates, ob.flat_rates), flat_rates_revision = case when r.flat_rates is null then ob.flat_rates_revision else $2 end,
           agreed_revision = case when r.agreed_changed then $2 else ob.agreed_revision end,
           agreed_by_id = case when r.agreed_changed then $3::uuid else ob.agreed_by_id end,
           agreed_at = case when r.agreed_changed then header.changed_at else ob.agreed_at end
      from header, json_to_recordset($10::json) r(operator_id uuid, agreed bigint, total bigint, to_allocate bigint, erdf bigint, other bigint, own bigint, amounts jsonb, line_counts jsonb, agreed_changed boolean, flat_rates jsonb)
     where ob.budget_id = $1 and ob.operator_id = r.operator_id returning 1),
  entry as (insert into journal_entry (${JOURNAL_COLUMNS}) select $11::uuid, $12::uuid, $13::text, $14::text[], $15::jsonb from header)
  select to_json(changed_at)#>>'{}' "changedAt", must_hold((select count(*) from part) = json_array_length($10::json)${allTaken}, 'the database did not take every row of a change') from header`;

const SAVE_CELLS = saving(CELL_COLUMNS, CELL_CHANGES, '', '');
const SAVE_LINES = saving(
  LINE_COLUMNS,
  LINE_COLUMNS.slice(1),
  `
  gone as (delete from budget_line l using header where l.budget_id = $1 and l.id = any($16::uuid[]) returning 1),
  told as (
    insert into budget_line_removed (budget_id, line_id, operator_id, revision)
    select $1, r.line_id, r.operator_id, $2 from header, unnest($16::uuid[], $17::uuid[]) r(line_id, operator_id)
        on conflict (budget_id, line_id) do update set operator_id = excluded.operator_id, revision = excluded.revision),
  back as (delete from budget_line_removed x using header where x.budget_id = $1 and x.line_id in (select l.id from json_to_recordset($9::json) l(id uuid))),`,
  ' and (select count(*) from gone) = cardinality($16::uuid[])',
);

const HEADER = `
  b.total_cents::float8 "totalCents", b.to_allocate_cents::float8 "toAllocateCents", b.erdf_cents::float8 "erdfCents", b.other_sources_cents::float8 "otherSourcesCents", b.own_contribution_cents::float8 "ownContributionCents",
  b.id "budgetId", b.revision::float8 revision, b.opened_revision::float8 "openedRevision", b.status, to_json(b.changed_at)#>>'{}' "changedAt", p.code "projectCode", g.code "programmeCode",
  b.version_number "versionNumber", not exists (select 1 from budget later where later.project_id = p.id and later.version_number > b.version_number) "isWorking",
  coalesce(b.valid_from <= day_now() and b.valid_until > day_now(), false) "isValid", p.start_date::text "startDate", p.end_date::text "endDate", ${ACCESS_TARGET}`;
const ofProject = (table: string, which: string): string => `
  from programme g join project p on p.programme_id = g.id join ${table} b on b.project_id = p.id
 where g.code = $1 and p.code = $2 ${which}`;
const OF_PROJECT = ofProject('budget', 'order by b.version_number desc limit 1');
const VALID_OF_PROJECT = ofProject('valid_budget', '');
const numberedOfProject = (parameter: string): string => ofProject('budget', `and b.version_number = ${parameter}`);

// The plain amounts of an operator that were ever filled, where it is one of those asked for. Written so that the server's estimate is the same whoever is
// asked for: else it would plan the statement anew each time, which takes longer than running it.
const CELLS_OF_ASKED = `,
                        case when ob.operator_id = any($3::uuid[]) then (
                          select json_agg(cell) from (
                            select l.id "lineId", l.position, c.code "categoryCode", l.amount_cents "amountCents", coalesce((l.field_revisions->>'amountCents')::bigint, l.created_revision) "changedRevision",
                                   l.changed_by_id "changedById", l.changed_at "changedAt"
                              from budget_line l join cost_category c on c.id = l.cost_category_id
                             where l.budget_id = ob.budget_id and l.operator_id = ob.operator_id and l.kind = 'CELL') cell) end cells`;

// The rows of the grid, packed by the server: one round trip and plain values. Rows are packed faster than objects that are built field by field.
const loaded = (category: string, cells: string): string => `
  select (select coalesce(json_agg(category), '[]')
            from (select c.id, c.code, c.kind, c.masked${category} from cost_category c where c.programme_id = x.programme_id order by c.position) category) categories,
         (select coalesce(json_agg(operator), '[]')
            from (select o.id "operatorId", o.name, o.role, v.code "versantCode", ob.erdf_rate_bp "erdfRateBp", ob.rounding_rule "roundingRule",
                         ob.agreed_total_cents "agreedTotalCents", ob.total_cents "totalCents", ob.to_allocate_cents "toAllocateCents", ob.erdf_cents "erdfCents",
                         ob.other_sources_cents "otherSourcesCents", ob.own_contribution_cents "ownContributionCents", ob.row_revision "rowRevision", ob.agreed_revision "agreedRevision",
                         ob.agreed_by_id "agreedById", ob.agreed_at "agreedAt",
                         ob.amounts "amountsCents", ob.line_counts "lineCounts", ob.flat_rates "flatRates", ob.flat_rates_revision "flatRatesRevision"${cells}
                    from operator_budget ob join operator o on o.id = ob.operator_id join versant v on v.id = o.versant_id
                   where ob.budget_id = x.budget_id order by o.position) operator) operators,
         (select coalesce(json_agg(json_build_object('operatorId', o.id, 'name', o.name, 'role', o.role)), '[]')
            from operator o where o.project_id = x.project_id and not o.funded) unfunded`;

const opened = (rows: string, from = OF_PROJECT): string => `
  with h as (select ${HEADER} ${from})
  select h.*, y.* from h cross join lateral (${rows} from (select h."budgetId" budget_id, h."programmeId" programme_id, h."projectId" project_id) x) y`;
const ALL_ROWS = loaded(', c.names', '');
const OPEN = opened(ALL_ROWS);
const OPEN_VALID = opened(ALL_ROWS, VALID_OF_PROJECT);
const OPEN_NUMBERED = opened(ALL_ROWS, numberedOfProject('$3'));
const OPEN_FOR_CHANGE = opened(loaded('', CELLS_OF_ASKED));

/** Budgets, their operators' parts and lines, and the totals kept with them. The only SQL of the budget. */
@Injectable()
export class BudgetRepository {
  /** The whole budget in one statement. */
  async open(tx: Transaction, path: BudgetPath, which: WhichVersion = 'WORKING'): Promise<LoadedBudget | null> {
    const sql = which === 'WORKING' ? OPEN : which === 'VALID' ? OPEN_VALID : OPEN_NUMBERED;
    const rows = await tx.query(sql, [path.programme, path.project, ...(typeof which === 'number' ? [which] : [])]);
    return rows[0] ?? null;
  }

  /** The same with the categories in which amounts are typed, without their names, and with the cells of these operators: what a change is judged by. */
  async openForChange(tx: Transaction, path: BudgetPath, operatorIds: readonly string[]): Promise<BudgetForChange | null> {
    const rows = await tx.query(OPEN_FOR_CHANGE, [path.programme, path.project, operatorIds]);
    return rows[0] ?? null;
  }

  /** The revision of a project's latest version; 0 where there is no budget. */
  async revisionOf(tx: Transaction, projectId: string): Promise<number> {
    const rows = await tx.query('select revision::float8 revision from budget where project_id = $1 order by version_number desc limit 1', [projectId]);
    return rows[0]?.revision ?? 0;
  }

  /** Who these persons are, by their ids; what a second writer is told. */
  async namesOf(tx: Transaction, personIds: readonly (string | null)[]): Promise<ReadonlyMap<string | null, string>> {
    const rows: { id: string | null; name: string }[] = await tx.query('select id, person_name(id) "name" from unnest($1::uuid[]) id', [personIds]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Locks the header, which every saving act changes: from here on nobody else saves until the end of the transaction. */
  async lock(tx: Transaction, path: BudgetPath): Promise<void> {
    await tx.query(`select b.id ${OF_PROJECT} for update of b`, [path.programme, path.project]);
  }

  /**
   * Saves an act on the revision before its own: lines, the operators' rows, the header's totals and revision and the journal's entry, in one statement. A row that the database's wall does
   * not let this person change would be passed over without a word; then the statement fails, and nothing of it stays. Where nothing comes after
   * it (`isLast`), its transaction is committed with it.
   * Out: when (ISO); null where somebody saved in between, and then nothing was saved.
   */
  async save(tx: Transaction, change: SettledChange, { isLast = false } = {}): Promise<string | null> {
    const { lines, removed, totals } = change;
    const cellsOnly = removed.length === 0 && lines.every((line) => line.kind === 'CELL');
    const text = cellsOnly ? SAVE_CELLS : SAVE_LINES;
    const values = [
      change.budgetId, change.revision, change.byId,
      totals.totalCents, totals.toAllocateCents, totals.erdfCents, totals.otherSourcesCents, totals.ownContributionCents,
      JSON.stringify(lines.map(cellsOnly ? storedCell : stored)), JSON.stringify(change.rows.map(storedRow)),
      ...journalValues(change.journal),
      ...(cellsOnly ? [] : [removed.map((r) => r.lineId), removed.map((r) => r.operatorId)]),
    ];
    const saved: { changedAt?: string }[] = isLast ? (await finish(tx, [text, values]))[0]! : await tx.query(text, values);
    return saved[0]?.changedAt ?? null;
  }

  /** A new budget with its operators' rows; figures come from the rules. */
  async add(tx: Transaction, budget: { budgetId: string; projectId: string; byId: string | null; roundingRule: RoundingRule; rows: readonly (SavedRow & { erdfRateBp: BasisPoints })[]; totals: BudgetTotals }): Promise<void> {
    const { rows, totals } = budget;
    await tx.query(
      `insert into budget (id, project_id, programme_id, version_number, status, total_cents, to_allocate_cents, erdf_cents, own_contribution_cents)
       select $1, id, programme_id, 1, 'DRAFT', $3, $4, $5, $6 from project where id = $2`,
      [budget.budgetId, budget.projectId, totals.totalCents, totals.toAllocateCents, totals.erdfCents, totals.ownContributionCents],
    );
    await tx.query(
      `insert into operator_budget (budget_id, project_id, programme_id, operator_id, agreed_total_cents, erdf_rate_bp, rounding_rule, total_cents, to_allocate_cents, erdf_cents, own_contribution_cents, agreed_by_id)
       select b.id, b.project_id, b.programme_id, r.operator_id, r.agreed, r.rate, $2, r.total, r.to_allocate, r.erdf, r.own, $3::uuid
         from budget b, unnest($4::uuid[], $5::bigint[], $6::integer[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[]) r(operator_id, agreed, rate, total, to_allocate, erdf, own)
        where b.id = $1`,
      [
        budget.budgetId, budget.roundingRule, budget.byId,
        rows.map((r) => r.operatorId), rows.map((r) => r.agreedTotalCents), rows.map((r) => r.erdfRateBp), rows.map((r) => r.totalCents),
        rows.map((r) => r.toAllocateCents), rows.map((r) => r.erdfCents), rows.map((r) => r.ownContributionCents),
      ],
    );
  }

  /** Budgets with what they store as totals, for recomputing: a page of `limit` after `afterId` in the order of their ids, or the one asked for. */
  async storedTotals(tx: Transaction, which: { afterId: string; limit: number } | { budgetId: string }): Promise<StoredBudget[]> {
    const [condition, ...values] = 'budgetId' in which ? ['b.id = $1', which.budgetId] : ['b.id > $1 order by b.id limit $2', which.afterId, which.limit];
    return tx.query(
      `select b.id "budgetId", b.project_id "projectId", g.code "programmeCode", p.code "projectCode", b.revision::float8 revision, g.id "programmeId",
              b.status in ('SUBMITTED', 'APPROVED') "isKept", b.valid_from <= day_now() and b.valid_until > day_now() "isValid",
              (select json_agg(json_build_object('id', c.id, 'code', c.code)) from cost_category c where c.programme_id = g.id) categories,
              exists (select 1 from operator_budget ob where ob.budget_id = b.id and ob.flat_rates <> '[]') or exists (select 1 from budget_line l where l.budget_id = b.id and l.kind = 'COMPUTED') simplified,
              json_build_object('totalCents', b.total_cents, 'toAllocateCents', b.to_allocate_cents, 'erdfCents', b.erdf_cents, 'otherSourcesCents', b.other_sources_cents, 'ownContributionCents', b.own_contribution_cents) totals,
              (select coalesce(json_agg(json_build_object(
                        'operatorId', ob.operator_id, 'name', o.name, 'agreedTotalCents', ob.agreed_total_cents, 'erdfRateBp', ob.erdf_rate_bp, 'roundingRule', ob.rounding_rule,
                        'totalCents', ob.total_cents, 'toAllocateCents', ob.to_allocate_cents, 'erdfCents', ob.erdf_cents, 'otherSourcesCents', ob.other_sources_cents, 'ownContributionCents', ob.own_contribution_cents,
                        'amountsCents', ob.amounts, 'lineCounts', ob.line_counts, 'flatRates', ob.flat_rates,
                        'sourcesCents', (select coalesce(sum(m.amount_cents), 0)::bigint from match_funding m where m.budget_id = ob.budget_id and m.operator_id = ob.operator_id),
                        'lines', (select coalesce(json_agg(s), '[]') from (
                           select c.code, sum(l.amount_cents)::bigint cents, (count(*) filter (where l.kind <> 'CELL'))::int lines from budget_line l join cost_category c on c.id = l.cost_category_id
                            where l.budget_id = ob.budget_id and l.operator_id = ob.operator_id group by c.code) s))
                        order by o.position), '[]')
                 from operator_budget ob join operator o on o.id = ob.operator_id where ob.budget_id = b.id) rows
         from budget b join project p on p.id = b.project_id join programme g on g.id = p.programme_id
        where ${condition}`,
      values,
    );
  }

  /** Locks one budget for recomputing its totals. */
  async lockById(tx: Transaction, budgetId: string): Promise<void> {
    await tx.query('select 1 from budget where id = $1 for update', [budgetId]);
  }
}

export interface StoredBudget {
  readonly budgetId: string;
  readonly projectId: string;
  readonly programmeId: string;
  readonly programmeCode: string;
  readonly projectCode: string;
  readonly revision: number;
  /** A submitted version is judged as it was frozen, and an approved one never changes, whatever is found in it. */
  readonly isKept: boolean;
  /** Whether it counts today; null where it never does. */
  readonly isValid: boolean | null;
  readonly categories: readonly { readonly id: string; readonly code: string }[];
  /** Whether there are flat rates or computed lines in it. */
  readonly simplified: boolean;
  readonly totals: BudgetTotals;
  readonly rows: readonly StoredRow[];
}

export interface StoredRow extends BudgetTotals, OperatorSums {
  readonly operatorId: string;
  readonly name: string;
  readonly agreedTotalCents: Cents | null;
  readonly erdfRateBp: BasisPoints;
  readonly roundingRule: RoundingRule;
  readonly flatRates: ChosenRate[];
  readonly lines: readonly { code: string; cents: Cents | null; lines: number }[];
  readonly sourcesCents: Cents;
}
