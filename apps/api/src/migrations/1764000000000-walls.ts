import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `create function act_as(the_person uuid) returns void language plpgsql as $$ begin perform set_config('app.person', coalesce(the_person::text, ''), true); end $$`,
];

export class Walls1764000000000 implements MigrationInterface {
  name = 'Walls1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function act_as(uuid)');
  }
}
