// The floors: the same work in SQL alone, in one round trip. They live with the benches and are never part of the product.

/**
 * The same act in one function: who is signed in and may do it, lock, version check of the cell, line, the operator's row, the header's totals, the journal's
 * entry, and the answer with the changed row and the totals by category.
 */
export const FLOOR_SAVE = `
create or replace function bench_save(the_token bytea, the_budget uuid, the_operator uuid, the_category uuid, the_amount bigint, seen bigint) returns json language plpgsql as $$
declare
  the_person uuid;
  new_revision bigint;
  the_project uuid;
  before_cents bigint;
  cell_revision bigint;
  lines bigint;
  result json;
begin
  select p.id into the_person from session s join person p on p.id = s.person_id where s.token_hash = the_token and s.expires_at > now() and p.status = 'ACTIVE';
  select revision + 1, project_id into new_revision, the_project from budget where id = the_budget for update;
  if not exists (select 1 from role_assignment a where a.person_id = the_person and a.role = 'LEAD_OFFICER' and a.project_id = the_project) then raise exception 'not allowed'; end if;
  select amount_cents, changed_revision into before_cents, cell_revision from budget_line
   where budget_id = the_budget and operator_id = the_operator and cost_category_id = the_category and kind = 'CELL';
  if cell_revision > seen and before_cents is distinct from the_amount then raise exception 'stale'; end if;
  insert into budget_line (id, budget_id, operator_id, cost_category_id, amount_cents, changed_revision, changed_by_id)
  values (gen_random_uuid(), the_budget, the_operator, the_category, the_amount, new_revision, the_person)
  on conflict (budget_id, operator_id, cost_category_id, kind) where kind <> 'LINE'
  do update set amount_cents = excluded.amount_cents, changed_revision = excluded.changed_revision, changed_by_id = excluded.changed_by_id, changed_at = clock_timestamp();
  select coalesce(sum(amount_cents), 0) into lines from budget_line where budget_id = the_budget and operator_id = the_operator;
  update operator_budget
     set amounts = (select coalesce(jsonb_object_agg(c.code, l.amount_cents), '{}') from budget_line l join cost_category c on c.id = l.cost_category_id where l.budget_id = the_budget and l.operator_id = the_operator and l.amount_cents is not null),
         total_cents = coalesce(agreed_total_cents, lines), to_allocate_cents = coalesce(agreed_total_cents, lines) - lines,
         erdf_cents = coalesce(agreed_total_cents, lines) * erdf_rate_bp / 10000,
         own_contribution_cents = coalesce(agreed_total_cents, lines) - coalesce(agreed_total_cents, lines) * erdf_rate_bp / 10000, row_revision = new_revision
   where budget_id = the_budget and operator_id = the_operator;
  insert into journal_entry (project_id, actor_id, act, subjects, changes)
  values (the_project, the_person, 'changeAmounts', array['budget-cell:' || the_operator || ':' || the_category],
          jsonb_build_array(jsonb_build_object('subject', 'budget-cell:' || the_operator || ':' || the_category, 'label', '', 'before', before_cents, 'after', the_amount)));
  update budget b
     set revision = new_revision, changed_at = clock_timestamp(), total_cents = s.total, to_allocate_cents = s.rest, erdf_cents = s.erdf, own_contribution_cents = s.own
    from (select sum(total_cents) total, sum(to_allocate_cents) rest, sum(erdf_cents) erdf, sum(own_contribution_cents) own from operator_budget where budget_id = the_budget) s
   where b.id = the_budget
  returning json_build_object(
    'revision', b.revision, 'changedAt', b.changed_at,
    'operators', (select json_agg(json_build_object(
        'operatorId', o.id, 'name', o.name, 'role', o.role, 'versantCode', v.code, 'erdfRateBp', ob.erdf_rate_bp, 'agreedTotalCents', ob.agreed_total_cents, 'totalCents', ob.total_cents,
        'toAllocateCents', ob.to_allocate_cents, 'erdfCents', ob.erdf_cents, 'ownContributionCents', ob.own_contribution_cents,
        'amountsCents', ob.amounts))
        from operator_budget ob join operator o on o.id = ob.operator_id join versant v on v.id = o.versant_id where ob.budget_id = the_budget and ob.operator_id = the_operator),
    'totals', json_build_object(
        'totalCents', b.total_cents, 'toAllocateCents', b.to_allocate_cents, 'erdfCents', b.erdf_cents, 'ownContributionCents', b.own_contribution_cents,
        'amountsCents', (select json_object_agg(s.code, s.amount) from (select c.code, sum(l.amount_cents) amount from budget_line l join cost_category c on c.id = l.cost_category_id where l.budget_id = the_budget group by c.code) s))
  ) into result;
  return result;
end $$`;

/** A project's budget, packed by the database: header, categories, operators' rows with their lines. */
export const FLOOR_OPEN = `
select json_build_object(
  'budgetId', b.id, 'revision', b.revision, 'status', b.status, 'totalCents', b.total_cents, 'erdfCents', b.erdf_cents,
  'categories', (select json_agg(json_build_object('code', c.code, 'names', c.names) order by c.position) from cost_category c join project p on p.programme_id = c.programme_id where p.id = b.project_id),
  'operators', (select json_agg(json_build_object(
     'operatorId', o.id, 'name', o.name, 'role', o.role, 'versantCode', v.code, 'agreedTotalCents', ob.agreed_total_cents, 'totalCents', ob.total_cents,
     'toAllocateCents', ob.to_allocate_cents, 'erdfCents', ob.erdf_cents, 'ownContributionCents', ob.own_contribution_cents,
     'amountsCents', ob.amounts)
     order by o.position)
     from operator_budget ob join operator o on o.id = ob.operator_id join versant v on v.id = o.versant_id where ob.budget_id = b.id)) budget
  from budget b where b.id = $1`;

/** The same for a block of cells: arrays of operators, categories and amounts, all set at once. */
export const FLOOR_SAVE_BLOCK = `
create or replace function bench_save_block(the_token bytea, the_budget uuid, the_operators uuid[], the_categories uuid[], the_amounts bigint[], seen bigint) returns json language plpgsql as $$
declare
  the_person uuid;
  new_revision bigint;
  the_project uuid;
  the_changes jsonb;
  the_subjects text[];
  touched uuid[] := array(select distinct unnest(the_operators));
  result json;
begin
  select p.id into the_person from session s join person p on p.id = s.person_id where s.token_hash = the_token and s.expires_at > now() and p.status = 'ACTIVE';
  select revision + 1, project_id into new_revision, the_project from budget where id = the_budget for update;
  if not exists (select 1 from role_assignment a where a.person_id = the_person and a.role = 'LEAD_OFFICER' and a.project_id = the_project) then raise exception 'not allowed'; end if;
  if exists (select 1 from unnest(the_operators, the_categories, the_amounts) x(operator_id, category_id, amount)
              join budget_line l on l.budget_id = the_budget and l.operator_id = x.operator_id and l.cost_category_id = x.category_id and l.kind = 'CELL'
             where l.changed_revision > seen and l.amount_cents is distinct from x.amount) then raise exception 'stale'; end if;
  select array_agg('budget-cell:' || x.operator_id || ':' || c.code),
         jsonb_agg(jsonb_build_object('subject', 'budget-cell:' || x.operator_id || ':' || c.code, 'label', o.name || ' · ' || c.code, 'before', l.amount_cents, 'after', x.amount))
    into the_subjects, the_changes
    from unnest(the_operators, the_categories, the_amounts) x(operator_id, category_id, amount) join cost_category c on c.id = x.category_id join operator o on o.id = x.operator_id
    left join budget_line l on l.budget_id = the_budget and l.operator_id = x.operator_id and l.cost_category_id = x.category_id and l.kind = 'CELL';
  insert into budget_line (id, budget_id, operator_id, cost_category_id, amount_cents, changed_revision, changed_by_id)
  select gen_random_uuid(), the_budget, x.operator_id, x.category_id, x.amount, new_revision, the_person from unnest(the_operators, the_categories, the_amounts) x(operator_id, category_id, amount)
  on conflict (budget_id, operator_id, cost_category_id, kind) where kind <> 'LINE'
  do update set amount_cents = excluded.amount_cents, changed_revision = excluded.changed_revision, changed_by_id = excluded.changed_by_id, changed_at = clock_timestamp();
  update operator_budget ob
     set amounts = s.amounts, total_cents = coalesce(agreed_total_cents, s.cents), to_allocate_cents = coalesce(agreed_total_cents, s.cents) - s.cents,
         erdf_cents = coalesce(agreed_total_cents, s.cents) * erdf_rate_bp / 10000,
         own_contribution_cents = coalesce(agreed_total_cents, s.cents) - coalesce(agreed_total_cents, s.cents) * erdf_rate_bp / 10000, row_revision = new_revision
    from (select l.operator_id, jsonb_object_agg(c.code, l.amount_cents) amounts, sum(l.amount_cents)::bigint cents from budget_line l join cost_category c on c.id = l.cost_category_id
           where l.budget_id = the_budget and l.operator_id = any (touched) and l.amount_cents is not null group by 1) s
   where ob.budget_id = the_budget and ob.operator_id = s.operator_id;
  insert into journal_entry (project_id, actor_id, act, subjects, changes) values (the_project, the_person, 'changeAmounts', the_subjects, the_changes);
  update budget b
     set revision = new_revision, changed_at = clock_timestamp(), total_cents = s.total, to_allocate_cents = s.rest, erdf_cents = s.erdf, own_contribution_cents = s.own
    from (select sum(total_cents) total, sum(to_allocate_cents) rest, sum(erdf_cents) erdf, sum(own_contribution_cents) own from operator_budget where budget_id = the_budget) s
   where b.id = the_budget
  returning json_build_object(
    'revision', b.revision, 'changedAt', b.changed_at,
    'operators', (select json_agg(json_build_object(
        'operatorId', o.id, 'name', o.name, 'role', o.role, 'versantCode', v.code, 'erdfRateBp', ob.erdf_rate_bp, 'agreedTotalCents', ob.agreed_total_cents, 'totalCents', ob.total_cents,
        'toAllocateCents', ob.to_allocate_cents, 'erdfCents', ob.erdf_cents, 'ownContributionCents', ob.own_contribution_cents,
        'amountsCents', ob.amounts))
        from operator_budget ob join operator o on o.id = ob.operator_id join versant v on v.id = o.versant_id where ob.budget_id = the_budget and ob.operator_id = any (touched)),
    'totals', json_build_object(
        'totalCents', b.total_cents, 'toAllocateCents', b.to_allocate_cents, 'erdfCents', b.erdf_cents, 'ownContributionCents', b.own_contribution_cents,
        'amountsCents', (select json_object_agg(s.code, s.amount) from (select c.code, sum(l.amount_cents) amount from budget_line l join cost_category c on c.id = l.cost_category_id where l.budget_id = the_budget group by c.code) s))
  ) into result;
  return result;
end $$`;

/** All lines of a budget with the work packages, packed by the database. */
export const FLOOR_OPEN_LINES = `
select json_build_object(
  'budgetId', b.id, 'revision', b.revision, 'status', b.status, 'changedAt', b.changed_at,
  'workPackages', (select json_agg(json_build_object('workPackageId', w.id, 'number', w.number, 'names', w.names) order by w.number) from work_package w where w.project_id = b.project_id),
  'lines', (select json_agg(json_build_object(
     'lineId', l.id, 'operatorId', l.operator_id, 'categoryCode', c.code, 'workPackageId', l.work_package_id, 'position', l.position, 'kind', l.kind, 'descriptions', l.descriptions,
     'quantity', l.quantity, 'unitPriceCents', l.unit_price_cents, 'amountCents', l.amount_cents, 'amountEntered', l.amount_entered, 'periodCents', l.period_cents, 'comment', l.comment,
     'inKindBy', l.in_kind_by, 'formula', l.formula, 'catalogueCode', l.catalogue_code) order by l.position, l.id)
     from budget_line l join cost_category c on c.id = l.cost_category_id where l.budget_id = b.id)) budget
  from budget b where b.id = $1`;

/** A budget by operator and so many half-years, with the rest of each line and what the agreed totals have beyond the lines; names packed with it. */
export const floorCrossTable = (periods) => `
with cell as (
  select l.operator_id, array[${Array.from({ length: periods }, (_, index) => `sum(l.period_cents[${index + 1}])`).join(', ')}] periods, sum(l.amount_cents) whole from budget_line l where l.budget_id = $1 group by l.operator_id)
select json_build_object(
  'budgetId', b.id, 'revision', b.revision, 'changedAt', b.changed_at,
  'rows', (select json_agg(json_build_object('key', o.id, 'name', o.name, 'cells', c.periods, 'rest', ob.total_cents - (select coalesce(sum(p), 0) from unnest(c.periods) p)) order by o.position)
             from operator_budget ob join operator o on o.id = ob.operator_id left join cell c on c.operator_id = o.id where ob.budget_id = b.id),
  'workPackages', (select json_agg(json_build_object('workPackageId', w.id, 'number', w.number, 'names', w.names) order by w.number) from work_package w where w.project_id = b.project_id)) budget
  from budget b where b.id = $1`;

/** A budget by operator and category, and by operator what each payer pays: what a table by source is split from. */
export const FLOOR_SOURCES = `
select json_build_object(
  'budgetId', b.id, 'revision', b.revision, 'changedAt', b.changed_at,
  'rows', (select json_agg(json_build_object('key', o.id, 'name', o.name, 'total', ob.total_cents, 'erdf', ob.erdf_cents, 'own', ob.own_contribution_cents,
              'sources', (select json_object_agg(s.kind, s.cents) from (select m.kind, sum(m.amount_cents) cents from match_funding m where m.budget_id = b.id and m.operator_id = o.id group by m.kind) s)) order by o.position)
             from operator_budget ob join operator o on o.id = ob.operator_id where ob.budget_id = b.id),
  'cells', (select json_agg(json_build_array(s.operator_id, c.code, s.cents)) from (select l.operator_id, l.cost_category_id, sum(l.amount_cents) cents from budget_line l where l.budget_id = b.id group by 1, 2) s join cost_category c on c.id = s.cost_category_id)) budget
  from budget b where b.id = $1`;
