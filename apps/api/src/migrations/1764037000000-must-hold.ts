import type { MigrationInterface, QueryRunner } from 'typeorm';

// What must be so for an act to stay: a statement that is sent together with its commit says it in the database, since nobody looks at its answer in between. docs/decisions/0005.
const MUST_HOLD = `create function must_hold(holds boolean, otherwise text) returns void language plpgsql as $$
 begin
   if holds is not true then raise exception '%', otherwise; end if;
 end $$`;

/** A statement can undo the act that it belongs to. */
export class MustHold1764037000000 implements MigrationInterface {
  name = 'MustHold1764037000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MUST_HOLD);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function must_hold(boolean, text)');
  }
}
