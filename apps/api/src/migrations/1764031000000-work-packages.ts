import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // The plan's own row is what its acts lock and count on; it comes with the first of them.
  `create table work_plan (
    project_id uuid not null,
    programme_id uuid not null,
    revision bigint not null default 0,
    changed_at timestamptz not null default now(),
    constraint pk_work_plan primary key (project_id),
    constraint ck_work_plan_revision check (revision >= 0),
    constraint uq_work_plan_project unique (project_id, programme_id),
    constraint fk_work_plan_project foreign key (project_id, programme_id) references project (id, programme_id) on delete cascade)`,
  // Numbers trade places in one statement, so that they are compared at its end, not row by row.
  `create table work_package (
    id uuid not null,
    project_id uuid not null,
    programme_id uuid not null,
    number integer not null,
    kind text not null,
    names jsonb not null default '{}',
    responsible_operator_id uuid,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    constraint pk_work_package primary key (id),
    constraint uq_work_package_project unique (id, project_id),
    constraint uq_work_package_number unique (project_id, number) deferrable initially immediate,
    constraint ck_work_package_number check (number between 1 and 99),
    constraint ck_work_package_kind check (kind in ('OPERATIONAL', 'COORDINATION', 'COMMUNICATION')),
    constraint fk_work_package_work_plan foreign key (project_id, programme_id) references work_plan (project_id, programme_id) on delete cascade,
    constraint fk_work_package_responsible foreign key (responsible_operator_id) references operator (id) on delete set null)`,
  'create index ix_work_package_responsible on work_package (responsible_operator_id)',
];

const among = (column: string, setting: string): string => `${column} = any ((select app_ids('app.${setting}'))::uuid[])`;
const SEES = `${among('programme_id', 'programmes')} or ${among('project_id', 'projects')}`;
const LEADS = among('project_id', 'led_projects');

const wallOf = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy ${table}_system on ${table} to passerelle_system, current_user using (true) with check (true)`,
  `create policy ${table}_seen on ${table} for select to passerelle_app using (${SEES})`,
  `create policy ${table}_inserted on ${table} for insert to passerelle_app with check (${LEADS})`,
  `create policy ${table}_updated on ${table} for update to passerelle_app using (${LEADS}) with check (${LEADS})`,
];

const WALLS = [...wallOf('work_plan'), ...wallOf('work_package'), `create policy work_package_deleted on work_package for delete to passerelle_app using (${LEADS})`];

/** A project's work packages, in the order that it gives them. Whoever leads the project changes them. */
export class WorkPackages1764031000000 implements MigrationInterface {
  name = 'WorkPackages1764031000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...WALLS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['work_package', 'work_plan']) await runner.query(`drop table ${table}`);
  }
}
