import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'alter table programme add retention_years integer not null default 5, add constraint ck_programme_retention_years check (retention_years between 5 and 99)',
  'alter table project add last_payment_on date',
  `create table project_hold (
    id uuid not null,
    project_id uuid not null,
    programme_id uuid not null,
    reason text not null,
    held_by_id uuid not null,
    held_at timestamptz not null default now(),
    released_by_id uuid,
    released_at timestamptz,
    constraint pk_project_hold primary key (id),
    constraint ck_project_hold_released check ((released_at is null) = (released_by_id is null)),
    constraint fk_project_hold_project foreign key (project_id, programme_id) references project (id, programme_id) on delete cascade)`,
  'create index ix_project_hold_project on project_hold (project_id)',
  // An erased person: what she did stays, who she was is gone.
  'alter table person drop constraint ck_person_status',
  `alter table person add constraint ck_person_status check (status in ('ACTIVE', 'DEACTIVATED', 'ERASED'))`,
];

// Asked for a row or two of an act that is rare: looked up in the person's roles, instead of one more setting of every transaction.
const REACH = [
  `create function decides_in(the_programme uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
   begin
     return exists (select 1 from role_assignment a join person p on p.id = a.person_id and p.status = 'ACTIVE'
                     where a.person_id = app_person() and a.role = 'MANAGING_AUTHORITY' and a.programme_id = the_programme);
   end $$`,
  `create function audits(the_project uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
   begin
     return exists (select 1 from role_assignment a join person p on p.id = a.person_id and p.status = 'ACTIVE'
                     where a.person_id = app_person() and a.role = 'AUDITOR' and a.project_id = the_project);
   end $$`,
];

const HOLDS = 'decides_in(programme_id) or audits(project_id)';

const WALLS = [
  'create policy project_retention on project for update to passerelle_app using (decides_in(programme_id))',
  'alter table project_hold enable row level security',
  'alter table project_hold force row level security',
  'create policy project_hold_system on project_hold to passerelle_system, current_user using (true) with check (true)',
  // Everybody in the project must know that its records are held; why is told by the application to whom it concerns.
  `create policy project_hold_seen on project_hold for select to passerelle_app
     using (programme_id = any ((select app_ids('app.programmes'))::uuid[]) or project_id = any ((select app_ids('app.projects'))::uuid[]))`,
  `create policy project_hold_inserted on project_hold for insert to passerelle_app with check (held_by_id = (select app_person()) and (${HOLDS}))`,
  `create policy project_hold_updated on project_hold for update to passerelle_app using (${HOLDS}) with check (released_by_id = (select app_person()) and (${HOLDS}))`,
];

const UNDO = [
  'drop table project_hold',
  'drop policy project_retention on project',
  'drop function audits(uuid)',
  'drop function decides_in(uuid)',
  `update person set status = 'DEACTIVATED' where status = 'ERASED'`,
  'alter table person drop constraint ck_person_status',
  `alter table person add constraint ck_person_status check (status in ('ACTIVE', 'DEACTIVATED'))`,
  'alter table project drop last_payment_on',
  'alter table programme drop retention_years',
];

/** How long the records of a project are kept, what holds them longer, and persons who were erased. docs/decisions/0020. */
export class Retention1764004000000 implements MigrationInterface {
  name = 'Retention1764004000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...REACH, ...WALLS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
