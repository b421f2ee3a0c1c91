import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `alter table programme add column budget_rules jsonb not null default '{}'`,
  `alter table cost_category add column kind text not null default 'REAL', add column masked boolean not null default false`,
  `alter table cost_category add constraint ck_cost_category_kind check (kind in ('REAL', 'LUMP_SUM', 'UNIT_COST', 'FLAT_RATE'))`,
];

const UNDO = ['alter table cost_category drop column masked, drop column kind', 'alter table programme drop column budget_rules'];

/** Simplified costs and shift rules are the programme's data. docs/simplified-costs.md. */
export class BudgetRules1764030000000 implements MigrationInterface {
  name = 'BudgetRules1764030000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
