import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `create table external_identity (
    issuer text not null,
    subject text not null,
    provider text not null,
    person_id uuid not null,
    linked_at timestamptz not null default now(),
    constraint pk_external_identity primary key (issuer, subject),
    constraint uq_external_identity_provider unique (person_id, provider),
    constraint fk_external_identity_person foreign key (person_id) references person (id) on delete cascade)`,
  'alter table external_identity enable row level security',
  'alter table external_identity force row level security',
  'create policy external_identity_system on external_identity to passerelle_system, current_user using (true) with check (true)',
  'create policy external_identity_seen on external_identity for select to passerelle_app using (person_id = (select app_person()))',
];

/** Accounts of OpenID Connect providers that open an account here. */
export class Providers1764005000000 implements MigrationInterface {
  name = 'Providers1764005000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table external_identity');
  }
}
