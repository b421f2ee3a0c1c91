import type { MigrationInterface, QueryRunner } from 'typeorm';

// Told in the transaction of the act itself: nobody hears of what was rolled back, and no act can forget to tell. Payloads hold numbers alone, no name and no amount.
const STATEMENTS = [
  `create function tell_budget() returns trigger language plpgsql as $$
   begin
     perform pg_notify('passerelle_changes', json_build_object('kind', 'budget', 'projectId', new.project_id, 'revision', new.revision, 'personId', app_person())::text);
     return null;
   end $$`,
  'create trigger budget_is_told after update of revision on budget for each row when (old.revision is distinct from new.revision) execute function tell_budget()',
  // What a person may, and whether she is signed in, is another from here on; who watches in her name looks again.
  `create function tell_rights() returns trigger language plpgsql as $$
   begin
     perform pg_notify('passerelle_changes', json_build_object('kind', 'rights', 'personId', case when tg_op = 'INSERT' then new.person_id else old.person_id end)::text);
     return null;
   end $$`,
  'create trigger role_assignment_is_told after insert or update or delete on role_assignment for each row execute function tell_rights()',
  'create trigger session_end_is_told after delete on session for each row execute function tell_rights()',
  `create function tell_person() returns trigger language plpgsql as $$
   begin
     perform pg_notify('passerelle_changes', json_build_object('kind', 'rights', 'personId', new.id)::text);
     return null;
   end $$`,
  'create trigger person_is_told after update of status on person for each row when (old.status is distinct from new.status) execute function tell_person()',
];

const UNDO = [
  'drop trigger person_is_told on person',
  'drop function tell_person()',
  'drop trigger session_end_is_told on session',
  'drop trigger role_assignment_is_told on role_assignment',
  'drop function tell_rights()',
  'drop trigger budget_is_told on budget',
  'drop function tell_budget()',
];

/** What is saved is told at once to every process that listens. docs/decisions/0022. */
export class Live1764020000000 implements MigrationInterface {
  name = 'Live1764020000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
