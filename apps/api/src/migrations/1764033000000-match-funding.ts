import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = [
  `create table match_funding (
    budget_id uuid not null,
    id uuid not null,
    project_id uuid not null,
    programme_id uuid not null,
    operator_id uuid not null,
    position bigint not null default 0,
    kind text not null,
    name text not null,
    amount_cents bigint not null default 0,
    letter_reference text not null default '',
    letter_date date,
    letter_status text not null default 'NONE',
    field_revisions jsonb not null default '{}',
    created_revision bigint not null,
    revision bigint not null,
    constraint pk_match_funding primary key (budget_id, id),
    constraint ck_match_funding_kind check (kind in ('PUBLIC', 'AUTOMATIC_PUBLIC', 'PRIVATE')),
    constraint ck_match_funding_amount check (amount_cents between 0 and 99999999999),
    constraint ck_match_funding_letter_status check (letter_status in ('NONE', 'PROMISED', 'SIGNED')),
    constraint fk_match_funding_operator_budget foreign key (budget_id, operator_id) references operator_budget (budget_id, operator_id) on delete cascade,
    constraint fk_match_funding_project foreign key (budget_id, project_id, programme_id) references budget (id, project_id, programme_id))`,
  'create index ix_match_funding_operator on match_funding (budget_id, operator_id)',
];

const among = (column: string, setting: string): string => `${column} = any ((select app_ids('app.${setting}'))::uuid[])`;
// Who pays how much is the budget's, not the sheet's: an associated operator's officer is not shown it.
const SEES = `(${among('programme_id', 'programmes')} or ${among('project_id', 'projects')}) and project_id <> all ((select app_ids('app.closed_projects'))::uuid[])`;
const EDITS = `${among('operator_id', 'own_operators')} or ${among('project_id', 'led_projects')}`;

const WALL = [
  'alter table match_funding enable row level security',
  'alter table match_funding force row level security',
  'create policy match_funding_system on match_funding to passerelle_system, current_user using (true) with check (true)',
  `create policy match_funding_seen on match_funding for select to passerelle_app using (${SEES})`,
  `create policy match_funding_inserted on match_funding for insert to passerelle_app with check (${EDITS})`,
  `create policy match_funding_updated on match_funding for update to passerelle_app using (${EDITS}) with check (${EDITS})`,
  `create policy match_funding_deleted on match_funding for delete to passerelle_app using (${EDITS})`,
];

/** Who pays besides the fund and the operator itself, with the letters that promise it. docs/decisions/0027. */
export class MatchFunding1764033000000 implements MigrationInterface {
  name = 'MatchFunding1764033000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLE, ...WALL]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table match_funding');
    // What the sources paid is the operator's own again.
    await runner.query('update operator_budget set own_contribution_cents = own_contribution_cents + other_sources_cents, other_sources_cents = 0');
    await runner.query('update budget set own_contribution_cents = own_contribution_cents + other_sources_cents, other_sources_cents = 0');
  }
}
