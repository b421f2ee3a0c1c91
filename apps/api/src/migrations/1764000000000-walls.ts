import type { MigrationInterface, QueryRunner } from 'typeorm';

// ---------------------------------------------------------------- who looks: the settings of a transaction and what they mean

const ROLE = [
  // Roles belong to the server, not to the database: another database of the same server may have made it a moment ago.
  `do $$ begin
     if not exists (select 1 from pg_roles where rolname = 'passerelle_app') then
       begin create role passerelle_app nologin; exception when duplicate_object or unique_violation then null; end;
     end if;
     if not pg_has_role(current_user, 'passerelle_app', 'member') then execute format('grant passerelle_app to %I', current_user); end if;
   end $$`,
  `grant usage on schema public to passerelle_app`,
  `grant select, insert, update, delete on all tables in schema public to passerelle_app`,
  `alter default privileges in schema public grant select, insert, update, delete on tables to passerelle_app`,
  `revoke insert, update, delete on migration from passerelle_app`,
];

const SETTINGS = [
  `create function app_system() returns boolean language sql stable as $$ select coalesce(current_setting('app.system', true), '') = 'on' $$`,
  `create function app_everywhere() returns boolean language sql stable as $$ select coalesce(current_setting('app.everywhere', true), '') = 'on' $$`,
  `create function app_person() returns uuid language sql stable as $$ select nullif(current_setting('app.person', true), '')::uuid $$`,
  `create function app_ids(setting text) returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting(setting, true), ''), '{}')::uuid[] $$`,
  // Projects with an operator in a verifier's versant, and those led from a contact point's. Read past the walls, since the walls ask it.
  `create function versant_projects() returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp set app.system = 'on' as $$
   begin
     if app_ids('app.versants') <> '{}' then return query select o.project_id from operator o where o.versant_id = any (app_ids('app.versants')); end if;
     if app_ids('app.lead_versants') <> '{}' then return query select o.project_id from operator o where o.role = 'LEAD' and o.versant_id = any (app_ids('app.lead_versants')); end if;
   end $$`,
  `create function person_name(the_person uuid) returns text language plpgsql stable security definer set search_path = public, pg_temp set app.system = 'on' as $$
   begin
     if the_person is null then return 'Passerelle'; end if;
     return (select name from person where id = the_person);
   end $$`,
  // Says whose transaction this is, and works out from her roles what she reaches. Nobody (null): the application itself, which sees every row.
  `create function act_as(the_person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     reach record;
     associated uuid[];
   begin
     perform set_config('app.system', 'on', true);
     if the_person is null then return; end if;
     select array_agg(distinct a.programme_id) filter (where a.role in ('SECRETARIAT', 'MANAGING_AUTHORITY')) programmes,
            array_agg(distinct a.programme_id) filter (where a.programme_id is not null) member_programmes,
            array_agg(distinct a.programme_id) filter (where a.role = 'ADMINISTRATOR' and a.programme_id is not null) admin_programmes,
            bool_or(a.role = 'ADMINISTRATOR' and a.programme_id is null) everywhere,
            array_agg(distinct a.project_id) filter (where a.role in ('LEAD_OFFICER', 'PARTNER_OFFICER', 'ASSOCIATED_OFFICER', 'AUDITOR')) projects,
            array_agg(distinct a.project_id) filter (where a.role in ('LEAD_OFFICER', 'PARTNER_OFFICER', 'AUDITOR')) budget_projects,
            array_agg(distinct a.project_id) filter (where a.role = 'ASSOCIATED_OFFICER') associated_projects,
            array_agg(distinct a.project_id) filter (where a.role = 'LEAD_OFFICER') led_projects,
            array_agg(distinct a.project_id) filter (where a.role in ('LEAD_OFFICER', 'PARTNER_OFFICER')) edited_projects,
            array_agg(distinct a.operator_id) filter (where a.role = 'PARTNER_OFFICER') own_operators,
            array_agg(distinct v.id) filter (where a.role = 'VERIFIER') versants,
            array_agg(distinct v.id) filter (where a.role = 'CONTACT_POINT') lead_versants
       into reach
       from role_assignment a
       join person p on p.id = a.person_id and p.status = 'ACTIVE'
       left join versant v on v.programme_id = a.programme_id and v.code = a.versant_code
      where a.person_id = the_person;
     perform set_config('app.person', the_person::text, true),
             set_config('app.programmes', coalesce(reach.programmes, '{}')::text, true),
             set_config('app.member_programmes', coalesce(reach.member_programmes, '{}')::text, true),
             set_config('app.admin_programmes', coalesce(reach.admin_programmes, '{}')::text, true),
             set_config('app.everywhere', case when reach.everywhere then 'on' else '' end, true),
             set_config('app.projects', coalesce(reach.projects, '{}')::text, true),
             set_config('app.led_projects', coalesce(reach.led_projects, '{}')::text, true),
             set_config('app.edited_projects', coalesce(reach.edited_projects, '{}')::text, true),
             set_config('app.own_operators', coalesce(reach.own_operators, '{}')::text, true),
             set_config('app.versants', coalesce(reach.versants, '{}')::text, true),
             set_config('app.lead_versants', coalesce(reach.lead_versants, '{}')::text, true);
     -- Projects that she sees as an associated operator's officer only: without their budget lines and their journal.
     associated := '{}';
     if reach.associated_projects is not null then
       associated := array(select p.id from project p
                            where p.id = any (reach.associated_projects) and p.id <> all (coalesce(reach.budget_projects, '{}'))
                              and p.programme_id <> all (coalesce(reach.programmes, '{}')) and p.id not in (select * from versant_projects()));
     end if;
     perform set_config('app.closed_projects', associated::text, true);
     perform set_config('app.system', '', true);
   end $$`,
];

// ---------------------------------------------------------------- the wall: what each table shows and takes

const SYSTEM = '(select app_system())';
const among = (column: string, setting: string): string => `${column} = any ((select app_ids('app.${setting}'))::uuid[])`;
const notAmong = (column: string, setting: string): string => `${column} <> all ((select app_ids('app.${setting}'))::uuid[])`;
const MEMBER = (column: string): string => `(select app_everywhere()) or ${among(column, 'member_programmes')}`;
/** What is seen of a project hangs on the project's own row, which has its own policy. */
const SEES_PROJECT = 'exists (select 1 from project p where p.id = project_id)';
const IMPORTS_PROJECT = `exists (select 1 from project p where p.id = project_id and ${among('p.programme_id', 'programmes')})`;
const EDITS_OPERATOR = `${among('operator_id', 'own_operators')} or exists (select 1 from operator o where o.id = operator_id and ${among('o.project_id', 'led_projects')})`;
const IMPORTS_BUDGET = `exists (select 1 from budget b join project p on p.id = b.project_id where b.id = budget_id and ${among('p.programme_id', 'programmes')})`;

interface Wall {
  readonly table: string;
  /** What is shown, beside what the application itself sees. */
  readonly sees: string;
  /** What may be written, by the kind of statement; where nothing stands, only the application itself writes. */
  readonly inserts?: string;
  readonly updates?: string;
}

const WALLS: readonly Wall[] = [
  { table: 'programme', sees: MEMBER('id') },
  ...['versant', 'fund', 'project_type', 'cost_category', 'priority', 'intervention_category'].map((table) => ({ table, sees: MEMBER('programme_id') })),
  { table: 'specific_objective', sees: 'exists (select 1 from priority p where p.id = priority_id)' },
  { table: 'project', sees: `${among('programme_id', 'programmes')} or ${among('id', 'projects')} or id in (select * from versant_projects())`, inserts: among('programme_id', 'programmes') },
  // Organisations are shared by projects and published with them; who brings a sheet in may bring one along.
  { table: 'organisation', sees: `(select app_person()) is not null`, inserts: `(select app_ids('app.programmes')) <> '{}'`, updates: `(select app_ids('app.programmes')) <> '{}'` },
  { table: 'operator', sees: SEES_PROJECT, inserts: IMPORTS_PROJECT },
  { table: 'accepted_sheet', sees: SEES_PROJECT, inserts: IMPORTS_PROJECT },
  { table: 'budget', sees: SEES_PROJECT, inserts: IMPORTS_PROJECT, updates: among('project_id', 'edited_projects') },
  { table: 'operator_budget', sees: 'exists (select 1 from budget b where b.id = budget_id)', inserts: `${EDITS_OPERATOR} or ${IMPORTS_BUDGET}`, updates: EDITS_OPERATOR },
  // An associated operator's officer sees the totals on the sheet, never the lines.
  { table: 'budget_line', sees: `exists (select 1 from budget b where b.id = budget_id and ${notAmong('b.project_id', 'closed_projects')})`, inserts: EDITS_OPERATOR, updates: EDITS_OPERATOR },
  {
    table: 'journal_entry',
    sees: `actor_id = (select app_person()) or (project_id is null and (select app_everywhere())) or (${notAmong('project_id', 'closed_projects')} and ${SEES_PROJECT})`,
    // Nobody writes in another's name, or into the journal of a project that she does not see.
    inserts: `actor_id = (select app_person()) and (project_id is null or ${SEES_PROJECT})`,
  },
  { table: 'journal_chain', sees: 'exists (select 1 from project p where p.id = chain_id)' },
];

const wallOf = ({ table, sees, inserts, updates }: Wall): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy ${table}_seen on ${table} for select using (${SYSTEM} or ${sees})`,
  `create policy ${table}_inserted on ${table} for insert with check (${[SYSTEM, inserts].filter(Boolean).join(' or ')})`,
  `create policy ${table}_updated on ${table} for update using (${[SYSTEM, updates].filter(Boolean).join(' or ')})`,
  `create policy ${table}_deleted on ${table} for delete using (${SYSTEM})`,
];

// ---------------------------------------------------------------- the chain: every entry holds the hash of the one before

const NO_NAMES = [
  // The journal, amounts and sheets name persons by their id alone: a person can be erased, and what she did stays as it was.
  'alter table operator_budget add agreed_by_id uuid',
  'update operator_budget set agreed_by_id = (select id from person p where p.name = agreed_by_name order by id limit 1)',
  'alter table operator_budget drop agreed_by_name',
  'alter table budget_line add changed_by_id uuid',
  'update budget_line set changed_by_id = (select id from person p where p.name = changed_by_name order by id limit 1)',
  'alter table budget_line drop changed_by_name',
  'alter table accepted_sheet drop accepted_by_name',
  'alter table journal_entry disable trigger journal_entry_is_append_only',
  `update journal_entry set changes = (
     select jsonb_agg(jsonb_build_object('subject', c->>'subject', 'label', '', 'before', null, 'after', jsonb_build_object('roles', c->'after'->'roles'))) from jsonb_array_elements(changes) c)
    where act = 'createAccount'`,
  'alter table journal_entry drop actor_name',
];

const CHAIN = [
  `create table journal_chain (
     chain_id uuid not null,
     length bigint not null,
     head bytea not null,
     constraint pk_journal_chain primary key (chain_id))`,
  'alter table journal_entry add chain_id uuid, add chain_position bigint, add hash bytea',
  // A field's length stands before it: no two entries give the same bytes.
  `create function journal_field(value text) returns bytea language sql immutable as $$
     select case when value is null then int4send(-1) else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end $$`,
  `create function journal_hash(previous bytea, entry journal_entry) returns bytea language sql immutable as $$
     select sha256(previous || journal_field(entry.chain_id::text) || journal_field(entry.chain_position::text) || journal_field((extract(epoch from entry.at) * 1000000)::bigint::text)
       || journal_field(entry.actor_id::text) || journal_field(entry.act) || int4send(cardinality(entry.subjects))
       || coalesce((select string_agg(journal_field(s), '' order by n) from unnest(entry.subjects) with ordinality x(s, n)), '') || journal_field(entry.changes::text)) $$`,
  // Chained where it is written, so that nothing gets in unchained. Locks the chain's head: entries of one project stand in one order.
  `create function chain_journal_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp set app.system = 'on' as $$
   declare
     chain journal_chain;
   begin
     new.chain_id := coalesce(new.project_id, '00000000-0000-0000-0000-000000000000');
     select * into chain from journal_chain where chain_id = new.chain_id for update;
     if not found then
       insert into journal_chain values (new.chain_id, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
       select * into chain from journal_chain where chain_id = new.chain_id for update;
     end if;
     new.at := clock_timestamp();
     new.chain_position := chain.length + 1;
     new.hash := journal_hash(chain.head, new);
     update journal_chain set length = new.chain_position, head = new.hash where chain_id = new.chain_id;
     return new;
   end $$`,
  // What was written before there was a chain is chained in its order; the chain proves nothing of the time before this moment.
  `do $$
   declare
     entry journal_entry;
     chain journal_chain;
   begin
     for entry in select * from journal_entry order by id loop
       entry.chain_id := coalesce(entry.project_id, '00000000-0000-0000-0000-000000000000');
       insert into journal_chain values (entry.chain_id, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
       select * into chain from journal_chain where chain_id = entry.chain_id;
       entry.chain_position := chain.length + 1;
       entry.hash := journal_hash(chain.head, entry);
       update journal_entry set chain_id = entry.chain_id, chain_position = entry.chain_position, hash = entry.hash where id = entry.id;
       update journal_chain set length = entry.chain_position, head = entry.hash where chain_id = entry.chain_id;
     end loop;
   end $$`,
  'alter table journal_entry alter chain_id set not null, alter chain_position set not null, alter hash set not null',
  'create unique index uq_journal_entry_chain on journal_entry (chain_id, chain_position)',
  'create index ix_journal_entry_actor on journal_entry (actor_id, id)',
  'drop index ix_journal_entry_project',
  'alter table journal_entry enable trigger journal_entry_is_append_only',
  'create trigger journal_entry_is_chained before insert on journal_entry for each row execute function chain_journal_entry()',
  'revoke update, delete, truncate on journal_entry from passerelle_app',
  'revoke insert, update, delete, truncate on journal_chain from passerelle_app',
];

const UNDO = [
  ...WALLS.flatMap(({ table }) => [
    ...['seen', 'inserted', 'updated', 'deleted'].map((policy) => `drop policy ${table}_${policy} on ${table}`),
    `alter table ${table} no force row level security`,
    `alter table ${table} disable row level security`,
  ]),
  'drop trigger journal_entry_is_chained on journal_entry',
  'drop function chain_journal_entry()',
  'drop function journal_hash(bytea, journal_entry)',
  'drop function journal_field(text)',
  'drop table journal_chain',
  'drop index ix_journal_entry_actor',
  'alter table journal_entry disable trigger journal_entry_is_append_only',
  'alter table journal_entry drop chain_id, drop chain_position, drop hash, add actor_name text',
  'update journal_entry set actor_name = person_name(actor_id)',
  'alter table journal_entry alter actor_name set not null',
  'alter table journal_entry enable trigger journal_entry_is_append_only',
  'create index ix_journal_entry_project on journal_entry (project_id, id)',
  `alter table accepted_sheet add accepted_by_name text`,
  'update accepted_sheet set accepted_by_name = person_name(accepted_by_id)',
  'alter table accepted_sheet alter accepted_by_name set not null',
  `alter table budget_line add changed_by_name text`,
  'update budget_line set changed_by_name = person_name(changed_by_id)',
  'alter table budget_line alter changed_by_name set not null, drop changed_by_id',
  `alter table operator_budget add agreed_by_name text not null default ''`,
  'update operator_budget set agreed_by_name = person_name(agreed_by_id)',
  'alter table operator_budget drop agreed_by_id',
  'drop function act_as(uuid)',
  'drop function person_name(uuid)',
  'drop function versant_projects()',
  'drop function app_ids(text)',
  'drop function app_person()',
  'drop function app_everywhere()',
  'drop function app_system()',
  'drop owned by passerelle_app',
];

/**
 * The second wall: row-level security for a role that owns nothing, by what the transaction's person reaches; and the journal as a chain of hashes, one per
 * project, that names persons by id. The first migration that runs as a role of its own: docs/decisions/0015 and 0016.
 */
export class Walls1764000000000 implements MigrationInterface {
  name = 'Walls1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SETTINGS, ...NO_NAMES, ...CHAIN.slice(0, -2), ...ROLE, ...CHAIN.slice(-2), ...WALLS.flatMap(wallOf)]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
