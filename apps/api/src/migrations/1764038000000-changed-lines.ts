import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lines changed after a revision are found without reading the others: every saved act, and whoever follows one, asks for them. */
export class ChangedLines1764038000000 implements MigrationInterface {
  name = 'ChangedLines1764038000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index ix_budget_line_changed on budget_line (budget_id, changed_revision)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index ix_budget_line_changed');
  }
}
