import type { MigrationInterface, QueryRunner } from 'typeorm';

const EDITS = `budget_id = app_id('app.led_budget') or edits_lines(budget_id, operator_id)`;
const SEES = `budget_id = app_id('app.seen_budget') or sees_lines(budget_id)`;

const LINES = [
  'drop index uq_budget_line_cell',
  'alter table budget_line drop period_number',
  // A line keeps its id in every version of a budget: what changed from one to the next is found by it.
  'alter table budget_line drop constraint pk_budget_line, add constraint pk_budget_line primary key (budget_id, id)',
  `alter table budget_line
     add kind text not null default 'CELL',
     add position bigint not null default 0,
     add amount_entered boolean not null default true,
     add quantity bigint,
     add unit_price_cents bigint,
     add period_cents bigint[] not null default '{}',
     add comment text not null default '',
     add in_kind_by text not null default '',
     add formula text not null default '',
     add catalogue_code text,
     add field_revisions jsonb not null default '{}',
     add created_revision bigint not null default 1`,
  'update budget_line set created_revision = changed_revision',
  `alter table budget_line
     add constraint ck_budget_line_kind check (kind in ('CELL', 'LINE', 'COMPUTED')),
     add constraint ck_budget_line_quantity check (quantity between 0 and 9999999999999),
     add constraint ck_budget_line_unit_price check (unit_price_cents between 0 and 99999999999),
     add constraint ck_budget_line_product check (kind <> 'LINE' or quantity is null or unit_price_cents is null or (amount_cents = trunc(quantity::numeric * unit_price_cents / 10000) and not amount_entered)),
     add constraint ck_budget_line_periods check (cardinality(period_cents) <= 40)`,
  'alter table budget_line add constraint fk_budget_line_work_package foreign key (work_package_id) references work_package (id)',
  // Of plain amounts and of computed lines there is one at most per operator and category.
  `create unique index uq_budget_line_one on budget_line (budget_id, operator_id, cost_category_id, kind) where kind <> 'LINE'`,
  'create index ix_budget_line_operator on budget_line (budget_id, operator_id, cost_category_id)',
  'create index ix_budget_line_work_package on budget_line (work_package_id) where work_package_id is not null',
  `create policy budget_line_deleted on budget_line for delete to passerelle_app using (${EDITS})`,
];

// That a line was removed is told to whoever still sees it; bringing it back takes the row away.
const REMOVED = [
  `create table budget_line_removed (
     budget_id uuid not null,
     line_id uuid not null,
     operator_id uuid not null,
     revision bigint not null,
     constraint pk_budget_line_removed primary key (budget_id, line_id),
     constraint fk_budget_line_removed_operator_budget foreign key (budget_id, operator_id) references operator_budget (budget_id, operator_id) on delete cascade)`,
  'alter table budget_line_removed enable row level security',
  'alter table budget_line_removed force row level security',
  'create policy budget_line_removed_system on budget_line_removed to passerelle_system, current_user using (true) with check (true)',
  `create policy budget_line_removed_seen on budget_line_removed for select to passerelle_app using (${SEES})`,
  `create policy budget_line_removed_inserted on budget_line_removed for insert to passerelle_app with check (${EDITS})`,
  `create policy budget_line_removed_updated on budget_line_removed for update to passerelle_app using (${EDITS})`,
  `create policy budget_line_removed_deleted on budget_line_removed for delete to passerelle_app using (${EDITS})`,
];

// An operator's sums by category stand in its row: opening a budget, or changing one amount of it, never adds up all its lines.
const SUMS = [
  `alter table operator_budget
     add amounts jsonb not null default '{}',
     add line_counts jsonb not null default '{}',
     add flat_rates jsonb not null default '[]',
     add flat_rates_revision bigint not null default 1,
     add other_sources_cents bigint not null default 0`,
  'alter table budget add other_sources_cents bigint not null default 0',
  `update operator_budget ob set amounts = s.amounts
     from (select l.budget_id, l.operator_id, jsonb_object_agg(l.code, l.amount) amounts
             from (select l.budget_id, l.operator_id, c.code, sum(l.amount_cents) amount from budget_line l join cost_category c on c.id = l.cost_category_id where l.amount_cents is not null group by 1, 2, 3) l
            group by 1, 2) s
    where s.budget_id = ob.budget_id and s.operator_id = ob.operator_id`,
  'alter table operator_budget drop constraint ck_operator_budget_closes, add constraint ck_operator_budget_closes check (own_contribution_cents = total_cents - erdf_cents - other_sources_cents)',
  'alter table budget drop constraint ck_budget_closes, add constraint ck_budget_closes check (own_contribution_cents = total_cents - erdf_cents - other_sources_cents)',
];

const UNDO = [
  // What the version before cannot hold goes: lines of a kind of their own, and other sources.
  `update operator_budget set own_contribution_cents = own_contribution_cents + other_sources_cents, other_sources_cents = 0`,
  `update budget set own_contribution_cents = own_contribution_cents + other_sources_cents, other_sources_cents = 0`,
  'alter table budget drop constraint ck_budget_closes, add constraint ck_budget_closes check (own_contribution_cents = total_cents - erdf_cents)',
  'alter table operator_budget drop constraint ck_operator_budget_closes, add constraint ck_operator_budget_closes check (own_contribution_cents = total_cents - erdf_cents and own_contribution_cents >= 0)',
  'alter table budget drop other_sources_cents',
  'alter table operator_budget drop amounts, drop line_counts, drop flat_rates, drop flat_rates_revision, drop other_sources_cents',
  'drop table budget_line_removed',
  'drop policy budget_line_deleted on budget_line',
  'drop index ix_budget_line_work_package, ix_budget_line_operator, uq_budget_line_one',
  `delete from budget_line where kind <> 'CELL'`,
  `alter table budget_line drop constraint fk_budget_line_work_package, drop constraint ck_budget_line_kind, drop constraint ck_budget_line_quantity, drop constraint ck_budget_line_unit_price, drop constraint ck_budget_line_product, drop constraint ck_budget_line_periods,
     drop kind, drop position, drop amount_entered, drop quantity, drop unit_price_cents, drop period_cents, drop comment, drop in_kind_by, drop formula, drop catalogue_code, drop field_revisions, drop created_revision`,
  'alter table budget_line drop constraint pk_budget_line, add constraint pk_budget_line primary key (id)',
  'alter table budget_line add period_number integer',
  'create unique index uq_budget_line_cell on budget_line (budget_id, operator_id, cost_category_id, work_package_id, period_number) nulls not distinct',
];

/** Lines: operator × work package × category with half-years, texts, quantity and unit price; removed lines; the operators' sums by category. docs/decisions/0024. */
export class Lines1764032000000 implements MigrationInterface {
  name = 'Lines1764032000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LINES, ...REMOVED, ...SUMS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
