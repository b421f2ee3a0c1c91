import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `create table mail_message (
    id uuid not null,
    recipient text not null,
    recipient_person_id uuid,
    language text not null,
    kind text not null,
    subject text not null,
    body bytea,
    created_at timestamptz not null default now(),
    send_after timestamptz not null default now(),
    attempts integer not null default 0,
    last_error text,
    sent_at timestamptz,
    status text not null default 'PENDING',
    constraint pk_mail_message primary key (id),
    constraint ck_mail_message_status check (status in ('PENDING', 'SENT', 'FAILED')),
    constraint ck_mail_message_language check (language in ('fr', 'nl', 'en', 'de')),
    constraint ck_mail_message_body check ((status = 'PENDING') = (body is not null)),
    constraint ck_mail_message_sent check ((status = 'SENT') = (sent_at is not null)))`,
  `create index ix_mail_message_pending on mail_message (send_after, id) where status = 'PENDING'`,
  `create index ix_mail_message_created on mail_message (created_at)`,
  `create index ix_mail_message_person on mail_message (recipient_person_id)`,
];

// Mails hold addresses and links that open accounts: nobody's transaction reads or changes one but the application's own. Whoever acts may write one.
const WALLS = [
  'alter table mail_message enable row level security',
  'alter table mail_message force row level security',
  'create policy mail_message_seen on mail_message for select using ((select app_system()))',
  'create policy mail_message_inserted on mail_message for insert with check ((select app_system()) or (select app_person()) is not null)',
  'create policy mail_message_updated on mail_message for update using ((select app_system()))',
  'create policy mail_message_deleted on mail_message for delete using ((select app_system()))',
];

/** Mails, written along with an act and sent once it is done. */
export class Mail1764001000000 implements MigrationInterface {
  name = 'Mail1764001000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...WALLS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail_message');
  }
}
