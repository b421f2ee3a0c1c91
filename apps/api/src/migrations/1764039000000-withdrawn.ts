import type { MigrationInterface, QueryRunner } from 'typeorm';

// With all columns of the table as it is now.
const VALID_BUDGET = 'view valid_budget with (security_invoker = true) as select * from budget where valid_from <= day_now() and valid_until > day_now()';

const STATEMENTS = [
  // From this revision on a screen stands on this version; one that stands before it has seen another.
  'alter table budget add opened_revision bigint not null default 1',
  `update budget b set opened_revision = o.revision + 1 from budget o where o.project_id = b.project_id and o.version_number = b.based_on and b.status <> 'APPROVED'`,
  `create or replace ${VALID_BUDGET}`,

  // ---------------------------------------------------------------- modifications that were withdrawn: their numbers and their revisions are not given again
  `create table budget_withdrawn (
     budget_id uuid not null,
     project_id uuid not null,
     programme_id uuid not null,
     version_number integer not null,
     revision bigint not null,
     withdrawn_at timestamptz not null,
     constraint pk_budget_withdrawn primary key (budget_id),
     constraint fk_budget_withdrawn_project foreign key (project_id, programme_id) references project (id, programme_id) on delete cascade)`,
  'create index ix_budget_withdrawn_project on budget_withdrawn (project_id, version_number)',
  'alter table budget_withdrawn enable row level security',
  'alter table budget_withdrawn force row level security',
  'create policy budget_withdrawn_system on budget_withdrawn to passerelle_system, current_user using (true) with check (true)',
  `create policy budget_withdrawn_seen on budget_withdrawn for select to passerelle_app
     using (project_id <> all ((select app_ids('app.closed_projects'))::uuid[]) and (programme_id = any ((select app_ids('app.programmes'))::uuid[]) or project_id = any ((select app_ids('app.projects'))::uuid[])))`,
  // What was withdrawn before: as much of it as its submissions tell.
  `insert into budget_withdrawn (budget_id, project_id, programme_id, version_number, revision, withdrawn_at)
   select s.budget_id, s.project_id, s.programme_id, max(s.version_number), max((s.content->>'revision')::bigint) + 2, max(s.submitted_at)
     from budget_submission s where not exists (select 1 from budget b where b.id = s.budget_id) group by 1, 2, 3`,
  // By the database itself, whoever withdraws. Withdrawing is an act and has a revision of its own. With its project a version goes without a trace.
  `create function keep_withdrawn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
   begin
     insert into budget_withdrawn (budget_id, project_id, programme_id, version_number, revision, withdrawn_at)
     select old.id, old.project_id, old.programme_id, old.version_number, old.revision + 1, clock_timestamp() from project p where p.id = old.project_id;
     return null;
   end $$`,
  'create trigger budget_withdrawn_is_kept after delete on budget for each row when (old.version_number > 1) execute function keep_withdrawn()',
];

const UNDO = [
  'drop trigger budget_withdrawn_is_kept on budget',
  'drop function keep_withdrawn()',
  'drop table budget_withdrawn',
  'drop view valid_budget',
  'alter table budget drop opened_revision',
  `create ${VALID_BUDGET}`,
];

/** Numbers of versions and revisions are used once in a project, also where a modification is withdrawn. docs/decisions/0025. */
export class Withdrawn1764039000000 implements MigrationInterface {
  name = 'Withdrawn1764039000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
