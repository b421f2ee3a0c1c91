import { Injectable } from '@nestjs/common';
import type { Transaction } from '@passerelle/shared/api-kit';
import type { Cents } from '@passerelle/shared/money';
import type { Payer } from '@passerelle/budget/model';

/** What each payer pays, the total, and by how much sources exceed the budgets of those where they do. */
export interface PaidBy extends Readonly<Record<Payer, Cents>> {
  readonly totalCents: Cents;
  readonly differenceCents: Cents;
}

// A project counts with the version that is valid today.
const VALID = `
  select b.id, b.project_id, b.total_cents, b.erdf_cents, b.own_contribution_cents, b.other_sources_cents
    from valid_budget b where b.programme_id = $1`;
const PAYS = (kind: string): string => `coalesce(sum(m.amount_cents) filter (where m.kind = '${kind}'), 0)`;
// Only where there are other sources at all is anything added up by kind.
const BY_KIND = `
  select m.budget_id, ${PAYS('PUBLIC')} public, ${PAYS('AUTOMATIC_PUBLIC')} automatic, ${PAYS('PRIVATE')} private from match_funding m join valid v on v.id = m.budget_id group by m.budget_id`;
const BEYOND = `select ob.budget_id, sum(ob.own_contribution_cents) difference from operator_budget ob join valid v on v.id = ob.budget_id where ob.own_contribution_cents < 0 group by ob.budget_id`;

/** Who pays how much over the projects of a programme. */
@Injectable()
export class ProgrammeCoFinancingRepository {
  async programmeId(tx: Transaction, code: string): Promise<string | null> {
    const rows = await tx.query('select id from programme where code = $1', [code]);
    return rows[0]?.id ?? null;
  }

  async together(tx: Transaction, programmeId: string): Promise<PaidBy & { readonly rowCount: number }> {
    const [all] = await tx.query(
      `with valid as (${VALID}), kinds as (${BY_KIND}), beyond as (${BEYOND})
       select t.*, coalesce((select sum(public) from kinds), 0)::float8 "PUBLIC", coalesce((select sum(automatic) from kinds), 0)::float8 "AUTOMATIC_PUBLIC", coalesce((select sum(private) from kinds), 0)::float8 "PRIVATE",
              coalesce((select sum(difference) from beyond), 0)::float8 "differenceCents"
         from (select count(*)::int "rowCount", coalesce(sum(total_cents), 0)::float8 "totalCents", coalesce(sum(erdf_cents), 0)::float8 "ERDF", coalesce(sum(own_contribution_cents), 0)::float8 "OWN" from valid) t`,
      [programmeId],
    );
    return all;
  }

  async projects(tx: Transaction, programmeId: string, limit: number, offset: number): Promise<(PaidBy & { readonly projectId: string; readonly code: string; readonly acronym: string })[]> {
    return tx.query(
      `with page as (select p.id, p.code, p.acronym from project p where p.programme_id = $1 and exists (select 1 from budget b where b.project_id = p.id) order by p.code limit $2 offset $3),
            valid as (select x.* from page, lateral (${VALID.replace('where b.programme_id = $1', 'where b.project_id = page.id')} limit 1) x), kinds as (${BY_KIND}), beyond as (${BEYOND})
       select page.id "projectId", page.code, page.acronym, v.total_cents::float8 "totalCents", v.erdf_cents::float8 "ERDF", v.own_contribution_cents::float8 "OWN",
              coalesce(k.public, 0)::float8 "PUBLIC", coalesce(k.automatic, 0)::float8 "AUTOMATIC_PUBLIC", coalesce(k.private, 0)::float8 "PRIVATE", coalesce(y.difference, 0)::float8 "differenceCents"
         from page join valid v on v.project_id = page.id left join kinds k on k.budget_id = v.id left join beyond y on y.budget_id = v.id order by page.code`,
      [programmeId, limit, offset],
    );
  }
}
