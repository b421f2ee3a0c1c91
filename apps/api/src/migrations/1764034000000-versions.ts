import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  `alter table budget
     add based_on integer,
     add submitted_at timestamptz,
     add submitted_by_id uuid,
     add decided_at timestamptz,
     add decided_by_id uuid,
     add decision_body text not null default '',
     add decision_number text not null default '',
     add decision_note text not null default '',
     add effective_date date,
     add valid_from date,
     add valid_until date,
     add constraint ck_budget_agreed check (status <> 'APPROVED' or (effective_date is not null and decided_at is not null)),
     add constraint ck_budget_valid check ((valid_from is null) = (valid_until is null) and valid_from < valid_until)`,
];

// ---------------------------------------------------------------- which version is valid: days, laid down by the act, so that no day's change needs a job

const DATING = [
  // A day begins by universal time, as it does for the terms of records.
  `create function day_now() returns date language sql stable as $$ select (now() at time zone 'utc')::date $$`,
  // Of the approved versions the greatest whose date of effect has come; before the first date the first of them; where none is approved the greatest of all.
  `create function date_versions(the_project uuid) returns void language sql security definer set search_path = public, pg_temp as $$
     with version as (
       select id, version_number, status = 'APPROVED' approved, effective_date, valid_from, valid_until,
              min(version_number) filter (where status = 'APPROVED') over () first_approved, max(version_number) over () greatest
         from budget where project_id = the_project),
     dated as (
       select v.id, case when v.approved and v.version_number > v.first_approved then v.effective_date else '-infinity' end begins,
              coalesce((select min(later.effective_date) from version later where v.approved and later.approved and later.version_number > v.version_number), 'infinity') ends,
              v.approved or (v.first_approved is null and v.version_number = v.greatest) counts
         from version v),
     ruled as (select id, case when counts and begins < ends then begins end valid_from, case when counts and begins < ends then ends end valid_until from dated)
     update budget b set valid_from = r.valid_from, valid_until = r.valid_until from ruled r
      where r.id = b.id and (b.valid_from, b.valid_until) is distinct from (r.valid_from, r.valid_until) $$`,
  `create function date_versions_of_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
   begin
     perform date_versions(case when tg_op = 'DELETE' then old.project_id else new.project_id end);
     return null;
   end $$`,
  // A first version is the only one and valid at once: no rule has to be asked, and many may be written at a time.
  `create function date_first_version() returns trigger language plpgsql as $$
   begin
     new.valid_from := '-infinity';
     new.valid_until := 'infinity';
     return new;
   end $$`,
  `create trigger budget_first_is_dated before insert on budget for each row when (new.version_number = 1) execute function date_first_version()`,
  `create trigger budget_is_dated after insert on budget for each row when (new.version_number > 1) execute function date_versions_of_row()`,
  `create trigger budget_is_dated_anew after update of status, effective_date, version_number on budget for each row execute function date_versions_of_row()`,
  `create trigger budget_is_dated_without after delete on budget for each row execute function date_versions_of_row()`,
  'select date_versions(p.project_id) from (select distinct project_id from budget) p',
  // What lists, sheets, totals and explanations show.
  'create view valid_budget with (security_invoker = true) as select * from budget where valid_from <= day_now() and valid_until > day_now()',
];

// ---------------------------------------------------------------- an approved version never changes

const KEPT_TABLES = ['operator_budget', 'budget_line', 'budget_line_removed', 'match_funding'];
const KEEPING = [
  // What is worked out about it, from when until when it is valid, changes with its followers, and by the rule alone.
  `create function keep_approved_version() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and to_jsonb(new) - '{valid_from,valid_until}'::text[] = to_jsonb(old) - '{valid_from,valid_until}'::text[] then return new; end if;
     raise exception 'an approved version of a budget never changes: % of budget refused', lower(tg_op) using errcode = 'restrict_violation';
   end $$`,
  `create trigger budget_approved_is_kept before update or delete on budget for each row when (old.status = 'APPROVED') execute function keep_approved_version()`,
  // Judged once per statement: one for each row would cost a saved block more than the rows themselves.
  `create function keep_approved_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     hit boolean := false;
   begin
     if tg_op <> 'INSERT' then
       hit := exists (select 1 from (select distinct budget_id from was) x join budget b on b.id = x.budget_id where b.status = 'APPROVED');
     end if;
     if tg_op <> 'DELETE' and not hit then
       hit := exists (select 1 from (select distinct budget_id from becomes) x join budget b on b.id = x.budget_id where b.status = 'APPROVED');
     end if;
     if hit then raise exception 'an approved version of a budget never changes: % of % refused', lower(tg_op), tg_table_name using errcode = 'restrict_violation'; end if;
     return null;
   end $$`,
  ...KEPT_TABLES.flatMap((table) => [
    `create trigger ${table}_approved_takes_none after insert on ${table} referencing new table as becomes for each statement execute function keep_approved_rows()`,
    `create trigger ${table}_approved_is_kept after update on ${table} referencing old table as was new table as becomes for each statement execute function keep_approved_rows()`,
    `create trigger ${table}_approved_loses_none after delete on ${table} referencing old table as was for each statement execute function keep_approved_rows()`,
  ]),
  `create function keep_approved_tables() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
   begin
     if exists (select 1 from budget where status = 'APPROVED') then
       raise exception 'an approved version of a budget never changes: truncate of % refused', tg_table_name using errcode = 'restrict_violation';
     end if;
     return null;
   end $$`,
  ...['budget', ...KEPT_TABLES].map((table) => `create trigger ${table}_is_not_emptied before truncate on ${table} for each statement execute function keep_approved_tables()`),
];

// ---------------------------------------------------------------- what was submitted, frozen with its hash

const SUBMISSIONS = [
  `create table budget_submission (
     id uuid not null,
     budget_id uuid not null,
     version_number integer not null,
     project_id uuid not null,
     programme_id uuid not null,
     number integer not null,
     submitted_at timestamptz not null,
     submitted_by_id uuid not null,
     content jsonb not null,
     sha256 text not null,
     constraint pk_budget_submission primary key (id),
     constraint uq_budget_submission_number unique (budget_id, number),
     constraint ck_budget_submission_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
     constraint fk_budget_submission_project foreign key (project_id, programme_id) references project (id, programme_id))`,
  'create index ix_budget_submission_project on budget_submission (project_id)',
  `create function refuse_change_of_submissions() returns trigger language plpgsql as $$
   begin
     raise exception 'what was submitted is kept as it was: % refused', lower(tg_op) using errcode = 'restrict_violation';
   end $$`,
  `create trigger budget_submission_is_append_only before update or delete or truncate on budget_submission for each statement execute function refuse_change_of_submissions()`,
  'alter table budget_submission enable row level security',
  'alter table budget_submission force row level security',
  'create policy budget_submission_system on budget_submission to passerelle_system, current_user using (true) with check (true)',
  // It holds the lines: an associated operator's officer does not see it.
  `create policy budget_submission_seen on budget_submission for select to passerelle_app
     using (project_id <> all ((select app_ids('app.closed_projects'))::uuid[]) and (programme_id = any ((select app_ids('app.programmes'))::uuid[]) or project_id = any ((select app_ids('app.projects'))::uuid[])))`,
  `create policy budget_submission_inserted on budget_submission for insert to passerelle_app
     with check (submitted_by_id = (select app_person()) and project_id = any ((select app_ids('app.led_projects'))::uuid[]))`,
];

// ---------------------------------------------------------------- the wall: who opens, withdraws and decides

const LEADS = `project_id = any ((select app_ids('app.led_projects'))::uuid[])`;
const WALLS = [
  // Asked for a row or two of an act that is rare: looked up in the person's roles.
  `create function follows_project(the_project uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
   begin
     return exists (select 1 from role_assignment a join person p on p.id = a.person_id and p.status = 'ACTIVE'
                      join versant v on v.programme_id = a.programme_id and v.code = a.versant_code
                      join operator o on o.versant_id = v.id and o.role = 'LEAD' and o.project_id = the_project
                     where a.person_id = app_person() and a.role = 'CONTACT_POINT');
   end $$`,
  `create policy budget_opened on budget for insert to passerelle_app with check (${LEADS} and version_number > 1 and status = 'DRAFT')`,
  `create policy budget_withdrawn on budget for delete to passerelle_app using (${LEADS} and version_number > 1 and status in ('DRAFT', 'RETURNED'))`,
  `create policy budget_decided on budget for update to passerelle_app
     using (status = 'SUBMITTED' and (programme_id = any ((select app_ids('app.programmes'))::uuid[]) or follows_project(project_id)))
     with check (status in ('APPROVED', 'RETURNED') and decided_by_id = (select app_person()))`,
];

// Whoever watches is told that another version is worked on from here on. After a withdrawal the revision falls back: what is told is ahead of every screen, so that each looks again.
const TOLD = [
  'create trigger budget_opened_is_told after insert on budget for each row when (new.version_number > 1) execute function tell_budget()',
  `create function tell_withdrawn() returns trigger language plpgsql as $$
   begin
     perform pg_notify('passerelle_changes', json_build_object('kind', 'budget', 'projectId', old.project_id, 'revision', old.revision + 1, 'personId', app_person())::text);
     return null;
   end $$`,
  'create trigger budget_withdrawn_is_told after delete on budget for each row when (old.version_number > 1) execute function tell_withdrawn()',
];

const UNDO = [
  'drop trigger budget_withdrawn_is_told on budget',
  'drop function tell_withdrawn()',
  'drop trigger budget_opened_is_told on budget',
  'drop policy budget_decided on budget',
  'drop policy budget_withdrawn on budget',
  'drop policy budget_opened on budget',
  'drop function follows_project(uuid)',
  'drop table budget_submission',
  'drop function refuse_change_of_submissions()',
  ...['budget', ...KEPT_TABLES].map((table) => `drop trigger ${table}_is_not_emptied on ${table}`),
  'drop function keep_approved_tables()',
  ...KEPT_TABLES.flatMap((table) => ['takes_none', 'is_kept', 'loses_none'].map((name) => `drop trigger ${table}_approved_${name} on ${table}`)),
  'drop function keep_approved_rows()',
  'drop trigger budget_approved_is_kept on budget',
  'drop function keep_approved_version()',
  'drop view valid_budget',
  ...['is_dated_without', 'is_dated_anew', 'is_dated', 'first_is_dated'].map((name) => `drop trigger budget_${name} on budget`),
  'drop function date_first_version()',
  'drop function date_versions_of_row()',
  'drop function date_versions(uuid)',
  'drop function day_now()',
  `alter table budget drop constraint ck_budget_agreed, drop constraint ck_budget_valid, drop based_on, drop submitted_at, drop submitted_by_id, drop decided_at, drop decided_by_id, drop decision_body, drop decision_number, drop decision_note,
     drop effective_date, drop valid_from, drop valid_until`,
];

/** Versions of a budget: which one is valid on a day, what was submitted, and that what was approved stays as it is. docs/decisions/0025. */
export class Versions1764034000000 implements MigrationInterface {
  name = 'Versions1764034000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...COLUMNS, ...DATING, ...KEEPING, ...SUBMISSIONS, ...WALLS, ...TOLD]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
