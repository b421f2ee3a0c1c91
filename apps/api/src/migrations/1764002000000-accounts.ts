import type { MigrationInterface, QueryRunner } from 'typeorm';

const BINDING = `case when role in ('LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER') then operator_id is not null and project_id is not null
        when role in ('VERIFIER', 'CONTACT_POINT') then versant_code is not null
        when role = 'AUDITOR' then project_id is not null
        else role in ('SECRETARIAT', 'MANAGING_AUTHORITY', 'ADMINISTRATOR') end`;

const TABLES = [
  // Whoever is signed in signs in again: of a session that has begun, neither address nor second factor is known.
  'delete from session',
  'alter table person add last_seen_at timestamptz',
  `alter table session
    add id uuid not null,
    add last_seen_at timestamptz not null default now(),
    add user_agent text not null default '',
    add address text not null default '',
    add second_factor boolean not null default false,
    add constraint uq_session_id unique (id)`,
  'create unique index uq_role_assignment on role_assignment (person_id, role, programme_id, versant_code, project_id, operator_id) nulls not distinct',
  `create table invitation (
    id uuid not null,
    email text not null,
    language text not null,
    role text not null,
    programme_id uuid,
    versant_code text,
    project_id uuid,
    operator_id uuid,
    place jsonb not null,
    invited_by_id uuid,
    invited_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_person_id uuid,
    ended_at timestamptz,
    constraint pk_invitation primary key (id),
    constraint ck_invitation_binding check (${BINDING}),
    constraint ck_invitation_programme check (programme_id is not null or role = 'ADMINISTRATOR'),
    constraint ck_invitation_language check (language in ('fr', 'nl', 'en', 'de')),
    constraint fk_invitation_invited_by foreign key (invited_by_id) references person (id) on delete set null,
    constraint fk_invitation_accepted_person foreign key (accepted_person_id) references person (id) on delete cascade,
    constraint fk_invitation_programme foreign key (programme_id) references programme (id),
    constraint fk_invitation_project foreign key (project_id) references project (id),
    constraint fk_invitation_operator foreign key (operator_id) references operator (id))`,
  'create index ix_invitation_email on invitation (lower(email))',
  'create index ix_invitation_project on invitation (project_id)',
  `create table one_time_link (
    token_hash bytea not null,
    purpose text not null,
    person_id uuid,
    invitation_id uuid,
    new_email text,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint pk_one_time_link primary key (token_hash),
    constraint ck_one_time_link_purpose check (case purpose when 'INVITATION' then invitation_id is not null when 'PASSWORD_RESET' then person_id is not null when 'EMAIL_CHANGE' then person_id is not null and new_email is not null else false end),
    constraint fk_one_time_link_person foreign key (person_id) references person (id) on delete cascade,
    constraint fk_one_time_link_invitation foreign key (invitation_id) references invitation (id) on delete cascade)`,
  'create index ix_one_time_link_person on one_time_link (person_id)',
  'create index ix_one_time_link_invitation on one_time_link (invitation_id)',
  `create table totp (
    person_id uuid not null,
    secret bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    constraint pk_totp primary key (person_id),
    constraint fk_totp_person foreign key (person_id) references person (id) on delete cascade)`,
  `create table recovery_code (
    person_id uuid not null,
    code_hash bytea not null,
    used_at timestamptz,
    constraint pk_recovery_code primary key (person_id, code_hash),
    constraint fk_recovery_code_totp foreign key (person_id) references totp (person_id) on delete cascade)`,
  // What is kept for a quarter of an hour need not be carried over.
  'drop table sign_in_failure',
  `create table attempt (
    id uuid not null,
    kind text not null,
    account text not null,
    address text not null,
    at timestamptz not null default now(),
    constraint pk_attempt primary key (id))`,
  'create index ix_attempt_account on attempt (kind, account, at)',
  'create index ix_attempt_address on attempt (kind, address, at)',
];

const OWN = 'person_id = (select app_person())';
const ADMINISTERS = `(select app_everywhere()) or programme_id = any ((select app_ids('app.admin_programmes'))::uuid[])`;
/** Who sees a project sees who works in it; who has a role in a programme sees who has one in the whole of it. */
const SHARES = `case when project_id is null then programme_id = any ((select app_ids('app.member_programmes'))::uuid[]) else sees_project(project_id) end`;
const ADMINISTERED_PERSON = `(select app_everywhere()) or exists (select 1 from role_assignment a where a.person_id = person.id and a.programme_id = any ((select app_ids('app.admin_programmes'))::uuid[]))`;

interface Wall {
  readonly table: string;
  /** What is shown to a person. */
  readonly sees?: string;
  /** What a person may change and take away of her own. Everything else is written by the application itself alone. */
  readonly updates?: string;
  readonly deletes?: string;
}

const WALLS: readonly Wall[] = [
  { table: 'person', sees: `id = (select app_person()) or ${ADMINISTERED_PERSON}`, updates: 'id = (select app_person())' },
  { table: 'session', sees: OWN, deletes: OWN },
  { table: 'role_assignment', sees: `${OWN} or ${ADMINISTERS} or ${SHARES}` },
  { table: 'invitation', sees: `${ADMINISTERS} or ${SHARES}` },
  { table: 'one_time_link', sees: OWN },
  { table: 'totp', sees: OWN },
  { table: 'recovery_code', sees: OWN },
  { table: 'attempt' },
];

const wallOf = ({ table, sees = 'false', updates = 'false', deletes = 'false' }: Wall): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy ${table}_system on ${table} to passerelle_system, current_user using (true) with check (true)`,
  `create policy ${table}_seen on ${table} for select to passerelle_app using (${sees})`,
  `create policy ${table}_updated on ${table} for update to passerelle_app using (${updates})`,
  `create policy ${table}_deleted on ${table} for delete to passerelle_app using (${deletes})`,
];

const UNDO = [
  ...['person', 'session', 'role_assignment'].flatMap((table) => [
    ...['system', 'seen', 'updated', 'deleted'].map((policy) => `drop policy ${table}_${policy} on ${table}`),
    `alter table ${table} no force row level security`,
    `alter table ${table} disable row level security`,
  ]),
  'drop table attempt, recovery_code, totp, one_time_link, invitation',
  'drop index uq_role_assignment',
  'alter table person drop last_seen_at',
  'alter table session drop constraint uq_session_id, drop second_factor, drop address, drop user_agent, drop last_seen_at, drop id',
  `create table sign_in_failure (
    id uuid not null,
    account text not null,
    address text not null,
    at timestamptz not null default now(),
    constraint pk_sign_in_failure primary key (id))`,
  'create index ix_sign_in_failure_address on sign_in_failure (address, at)',
  'create index ix_sign_in_failure_account on sign_in_failure (account, at)',
];

/** People invite each other, have a second factor, see and end their sessions; and what the second wall shows of people. */
export class Accounts1764002000000 implements MigrationInterface {
  name = 'Accounts1764002000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...WALLS.flatMap(wallOf)]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
