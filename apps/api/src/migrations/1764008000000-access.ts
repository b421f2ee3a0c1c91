import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Who was there before is there since this moment, given by nobody in particular.
  'alter table role_assignment add given_at timestamptz not null default now(), add given_by_id uuid',
  'alter table role_assignment add constraint fk_role_assignment_given_by foreign key (given_by_id) references person (id) on delete set null',
  'create index ix_role_assignment_project on role_assignment (project_id)',
  'create index ix_role_assignment_programme on role_assignment (programme_id)',
  // An administrator sees no project, and gives roles for its operators: their names, and nothing else of it, are shown past the wall to who gives roles in the whole programme.
  `create function granting_places(the_programme uuid, the_projects uuid[], the_code text, the_search text, at_most integer)
     returns table (project_id uuid, project_code text, project_acronym text, operators json)
     language sql stable security definer set search_path = public, pg_temp as $$
     select p.id, p.code, p.acronym,
            (select json_agg(json_build_object('operatorId', o.id, 'name', o.name, 'role', o.role) order by o.position) from operator o where o.project_id = p.id)
       from project p
      where p.programme_id = the_programme and (app_everywhere() or the_programme = any (app_ids('app.admin_programmes') || app_ids('app.programmes')))
        and (the_projects is null or p.id = any (the_projects)) and (the_code is null or p.code = the_code)
        and (the_search is null or p.code ilike the_search or p.acronym ilike the_search or exists (select 1 from operator o where o.project_id = p.id and o.name ilike the_search))
      order by p.code limit at_most $$`,
];

const UNDO = [
  'drop function granting_places(uuid, uuid[], text, text, integer)',
  'drop index ix_role_assignment_programme',
  'drop index ix_role_assignment_project',
  'alter table role_assignment drop given_by_id, drop given_at',
];

/** A role says since when somebody has it and who gave it. */
export class Access1764008000000 implements MigrationInterface {
  name = 'Access1764008000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
