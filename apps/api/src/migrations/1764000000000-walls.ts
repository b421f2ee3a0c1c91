import type { MigrationInterface, QueryRunner } from 'typeorm';

// ---------------------------------------------------------------- who looks: two roles that own nothing, and the settings of a transaction

const ROLES = ['passerelle_app', 'passerelle_system'];
const ROLE = [
  // Roles belong to the server, not to the database: another database of the same server may have made them a moment ago.
  ...ROLES.map(
    (role) => `do $$ begin
     if not exists (select 1 from pg_roles where rolname = '${role}') then
       begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end;
     end if;
     if not pg_has_role(current_user, '${role}', 'member') then execute format('grant ${role} to %I', current_user); end if;
   end $$`,
  ),
  `grant usage on schema public to ${ROLES.join(', ')}`,
  `grant select, insert, update, delete on all tables in schema public to ${ROLES.join(', ')}`,
  `alter default privileges in schema public grant select, insert, update, delete on tables to ${ROLES.join(', ')}`,
  `revoke insert, update, delete on migration from ${ROLES.join(', ')}`,
  // Functions that read past the wall are for these two alone, also those that come later.
  `revoke execute on all functions in schema public from public`,
  `grant execute on all functions in schema public to ${ROLES.join(', ')}`,
  `alter default privileges revoke execute on functions from public`,
  `alter default privileges in schema public grant execute on functions to ${ROLES.join(', ')}`,
];

const SETTINGS = [
  // The application itself (passerelle_system), and functions that run as the tables' owner.
  `create function app_system() returns boolean language sql stable as $$ select current_user <> 'passerelle_app' $$`,
  `create function app_everywhere() returns boolean language sql stable as $$ select coalesce(current_setting('app.everywhere', true), '') = 'on' $$`,
  `create function app_person() returns uuid language sql stable as $$ select nullif(current_setting('app.person', true), '')::uuid $$`,
  `create function app_ids(setting text) returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting(setting, true), ''), '{}')::uuid[] $$`,
  `create function app_id(setting text) returns uuid language sql stable as $$ select nullif(current_setting(setting, true), '')::uuid $$`,
  `create function person_name(the_person uuid) returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
   begin
     if the_person is null then return 'Passerelle'; end if;
     return (select name from person where id = the_person);
   end $$`,
  // Says whose transaction this is, and works out from her roles what she reaches. Projects reached through a versant are named one by one.
  `create function act_as(the_person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     reach record;
     by_versant uuid[];
     closed uuid[];
   begin
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
     by_versant := '{}';
     if reach.versants is not null or reach.lead_versants is not null then
       by_versant := array(select o.project_id from operator o where o.versant_id = any (reach.versants)
                           union select o.project_id from operator o where o.role = 'LEAD' and o.versant_id = any (reach.lead_versants));
     end if;
     -- Projects that she sees as an associated operator's officer only: without their budget lines and their journal.
     closed := '{}';
     if reach.associated_projects is not null then
       closed := array(select p.id from project p
                        where p.id = any (reach.associated_projects) and p.id <> all (coalesce(reach.budget_projects, '{}') || by_versant) and p.programme_id <> all (coalesce(reach.programmes, '{}')));
     end if;
     perform set_config('app.person', the_person::text, true),
             set_config('app.programmes', coalesce(reach.programmes, '{}')::text, true),
             set_config('app.member_programmes', coalesce(reach.member_programmes, '{}')::text, true),
             set_config('app.admin_programmes', coalesce(reach.admin_programmes, '{}')::text, true),
             set_config('app.everywhere', case when reach.everywhere then 'on' else '' end, true),
             set_config('app.projects', (coalesce(reach.projects, '{}') || by_versant)::text, true),
             set_config('app.closed_projects', closed::text, true),
             set_config('app.led_projects', coalesce(reach.led_projects, '{}')::text, true),
             set_config('app.edited_projects', coalesce(reach.edited_projects, '{}')::text, true),
             set_config('app.own_operators', coalesce(reach.own_operators, '{}')::text, true);
   end $$`,
  `create function sees_project(the_project uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
   begin
     if the_project = any (app_ids('app.projects')) then return true; end if;
     return exists (select 1 from project p where p.id = the_project and p.programme_id = any (app_ids('app.programmes')));
   end $$`,
  // Lines are many and their budget is one: the answer for it is kept for the transaction, and a row costs a comparison.
  `create function sees_lines(the_budget uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
   declare
     the_project uuid := (select project_id from budget where id = the_budget);
   begin
     if the_project is null or the_project = any (app_ids('app.closed_projects')) or not sees_project(the_project) then return false; end if;
     perform set_config('app.seen_budget', the_budget::text, true);
     return true;
   end $$`,
  `create function edits_lines(the_budget uuid, the_operator uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
   begin
     if the_operator = any (app_ids('app.own_operators')) then return true; end if;
     if not exists (select 1 from budget where id = the_budget and project_id = any (app_ids('app.led_projects'))) then return false; end if;
     perform set_config('app.led_budget', the_budget::text, true);
     return true;
   end $$`,
];

// What a row of a project's is judged by stands in the row itself, so that no policy has to look a project up: measured in docs/decisions/0015.
const REACH_COLUMNS = [
  'alter table project add constraint uq_project_programme unique (id, programme_id)',
  'alter table operator add programme_id uuid',
  'update operator o set programme_id = p.programme_id from project p where p.id = o.project_id',
  'alter table operator alter programme_id set not null, add constraint fk_operator_programme foreign key (project_id, programme_id) references project (id, programme_id)',
  'alter table budget add programme_id uuid',
  'update budget b set programme_id = p.programme_id from project p where p.id = b.project_id',
  'alter table budget alter programme_id set not null, add constraint fk_budget_programme foreign key (project_id, programme_id) references project (id, programme_id)',
  'alter table budget add constraint uq_budget_project unique (id, project_id, programme_id)',
  'alter table operator_budget add project_id uuid, add programme_id uuid',
  'update operator_budget ob set project_id = b.project_id, programme_id = b.programme_id from budget b where b.id = ob.budget_id',
  `alter table operator_budget alter project_id set not null, alter programme_id set not null,
     add constraint fk_operator_budget_project foreign key (budget_id, project_id, programme_id) references budget (id, project_id, programme_id)`,
];

// ---------------------------------------------------------------- the wall: what each table shows and takes

/** The person's ids of a setting, looked up once per statement. */
const among = (column: string, setting: string): string => `${column} = any ((select app_ids('app.${setting}'))::uuid[])`;
const notAmong = (column: string, setting: string): string => `${column} <> all ((select app_ids('app.${setting}'))::uuid[])`;
const MEMBER = (column: string): string => `(select app_everywhere()) or ${among(column, 'member_programmes')}`;
const SEES = `${among('programme_id', 'programmes')} or ${among('project_id', 'projects')}`;
const IMPORTS = among('programme_id', 'programmes');
const EDITS_OPERATOR = `${among('operator_id', 'own_operators')} or ${among('project_id', 'led_projects')}`;
const EDITS_LINES = `budget_id = app_id('app.led_budget') or edits_lines(budget_id, operator_id)`;
const IMPORTS_PROJECT = `exists (select 1 from project p where p.id = project_id and ${among('p.programme_id', 'programmes')})`;

interface Wall {
  readonly table: string;
  /** What is shown to a person. */
  readonly sees: string;
  /** What a person may write, by the kind of statement; where nothing stands, only the application itself writes. */
  readonly inserts?: string;
  readonly updates?: string;
}

const WALLS: readonly Wall[] = [
  { table: 'programme', sees: MEMBER('id') },
  ...['versant', 'fund', 'project_type', 'cost_category', 'priority', 'intervention_category'].map((table) => ({ table, sees: MEMBER('programme_id') })),
  { table: 'specific_objective', sees: 'exists (select 1 from priority p where p.id = priority_id)' },
  { table: 'project', sees: `${among('programme_id', 'programmes')} or ${among('id', 'projects')}`, inserts: IMPORTS },
  // Organisations are shared by projects and published with them; who brings a sheet in may bring one along.
  { table: 'organisation', sees: `(select app_person()) is not null`, inserts: `(select app_ids('app.programmes')) <> '{}'`, updates: `(select app_ids('app.programmes')) <> '{}'` },
  { table: 'operator', sees: SEES, inserts: IMPORTS },
  { table: 'accepted_sheet', sees: 'sees_project(project_id)', inserts: IMPORTS_PROJECT },
  { table: 'budget', sees: SEES, inserts: IMPORTS, updates: among('project_id', 'edited_projects') },
  { table: 'operator_budget', sees: SEES, inserts: `${EDITS_OPERATOR} or ${IMPORTS}`, updates: EDITS_OPERATOR },
  // An associated operator's officer sees the totals on the sheet, never the lines.
  { table: 'budget_line', sees: `budget_id = app_id('app.seen_budget') or sees_lines(budget_id)`, inserts: EDITS_LINES, updates: EDITS_LINES },
  {
    table: 'journal_entry',
    sees: `actor_id = (select app_person()) or (project_id is null and (select app_everywhere())) or (${notAmong('project_id', 'closed_projects')} and sees_project(project_id))`,
    // Nobody writes in another's name, or into the journal of a project that she does not see.
    inserts: `actor_id = (select app_person()) and (project_id is null or sees_project(project_id))`,
  },
  { table: 'journal_chain', sees: 'sees_project(chain_id)' },
];

const wallOf = ({ table, sees, inserts = 'false', updates = 'false' }: Wall): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy ${table}_system on ${table} to passerelle_system, current_user using (true) with check (true)`,
  `create policy ${table}_seen on ${table} for select to passerelle_app using (${sees})`,
  `create policy ${table}_inserted on ${table} for insert to passerelle_app with check (${inserts})`,
  `create policy ${table}_updated on ${table} for update to passerelle_app using (${updates})`,
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
  `create function chain_journal_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
  // Number, place and hash are the database's to give.
  `revoke insert, update, delete, truncate on journal_entry from ${ROLES.join(', ')}`,
  `grant insert (project_id, actor_id, act, subjects, changes) on journal_entry to ${ROLES.join(', ')}`,
  `revoke insert, update, delete, truncate on journal_chain from ${ROLES.join(', ')}`,
];

const UNDO = [
  ...WALLS.flatMap(({ table }) => [
    ...['system', 'seen', 'inserted', 'updated'].map((policy) => `drop policy ${table}_${policy} on ${table}`),
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
  'alter table operator_budget drop project_id, drop programme_id',
  'alter table budget drop programme_id',
  'alter table operator drop programme_id',
  'alter table project drop constraint uq_project_programme',
  ...['edits_lines(uuid, uuid)', 'sees_lines(uuid)', 'sees_project(uuid)', 'act_as(uuid)', 'person_name(uuid)', 'app_id(text)', 'app_ids(text)', 'app_person()', 'app_everywhere()', 'app_system()'].map((name) => `drop function ${name}`),
  `drop owned by ${ROLES.join(', ')}`,
  'alter default privileges grant execute on functions to public',
];

/**
 * The second wall: row-level security for roles that own nothing, by what the transaction's person reaches; and the journal as a chain of hashes, one per
 * project, that names persons by id. docs/decisions/0015 and 0016.
 */
export class Walls1764000000000 implements MigrationInterface {
  name = 'Walls1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SETTINGS, ...REACH_COLUMNS, ...NO_NAMES, ...CHAIN.slice(0, -3), ...ROLE, ...CHAIN.slice(-3), ...WALLS.flatMap(wallOf)]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
  }
}
