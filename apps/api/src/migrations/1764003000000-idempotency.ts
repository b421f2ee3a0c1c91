import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `create table idempotency_key (
     person_id uuid not null,
     key text not null,
     route text not null,
     request_hash bytea not null,
     state text not null default 'PENDING' constraint ck_idempotency_key_state check (state in ('PENDING', 'DONE')),
     status smallint,
     body jsonb,
     headers jsonb not null default '{}',
     created_at timestamptz not null default now(),
     constraint pk_idempotency_key primary key (person_id, key)
   )`,
  `create index ix_idempotency_key_created on idempotency_key (created_at)`,
  // Keys are the application's own bookkeeping: no person's transaction sees them.
  `alter table idempotency_key enable row level security`,
  `alter table idempotency_key force row level security`,
  `create policy idempotency_key_system on idempotency_key to passerelle_system, current_user using (true) with check (true)`,
];

export class Idempotency1764003000000 implements MigrationInterface {
  name = 'Idempotency1764003000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_key');
  }
}
