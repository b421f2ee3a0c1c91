import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '@passerelle/shared/api-kit';
import { sameName, type OwnOperatorView } from '@passerelle/partnership/model';
import type { NewOperator } from '../partnership.actions';
import { ACCESS_TARGET, type ProjectAccess } from '../access-target';

/** Organisations and their parts in projects. */
@Injectable()
export class PartnershipRepository {
  async findAccess(tx: Transaction, programmeCode: string, projectCode: string): Promise<ProjectAccess | null> {
    const rows = await tx.query(
      `select p.code "projectCode", g.code "programmeCode", ${ACCESS_TARGET}
         from programme g join project p on p.programme_id = g.id where g.code = $1 and p.code = $2`,
      [programmeCode, projectCode],
    );
    return rows[0] ?? null;
  }

  /** The organisation of that name, known or new. Address parts that are known already are kept. */
  async organisation(tx: Transaction, name: string, address: { postcode: string | null; city: string | null; country: string | null }): Promise<string> {
    const rows = await tx.query(
      `insert into organisation (id, name, match_name, postcode, city, country) values ($1, $2, $3, $4, $5, $6)
       on conflict (match_name) do update set postcode = coalesce(organisation.postcode, excluded.postcode), city = coalesce(organisation.city, excluded.city),
                                              country = coalesce(organisation.country, excluded.country)
       returning id`,
      [uuid(), name, sameName(name), address.postcode, address.city, address.country],
    );
    return rows[0].id;
  }

  async addOperator(tx: Transaction, projectId: string, organisationId: string, position: number, operator: NewOperator): Promise<string> {
    const id = uuid();
    await tx.query(
      `insert into operator (id, project_id, programme_id, organisation_id, name, role, funded, versant_id, position, erdf_rate_bp)
       select $1, id, programme_id, $3, $4, $5, $6, $7, $8, $9 from project where id = $2`,
      [id, projectId, organisationId, operator.name, operator.role, operator.role !== 'ASSOCIATED', operator.versantId, position, operator.erdfRateBp],
    );
    return id;
  }

  async operatorsById(tx: Transaction, operatorIds: readonly string[]): Promise<OwnOperatorView[]> {
    return tx.query(
      `select o.id "operatorId", o.name, o.role, v.code "versantCode", g.code "programmeCode", p.code "projectCode"
         from operator o join versant v on v.id = o.versant_id join project p on p.id = o.project_id join programme g on g.id = p.programme_id
        where o.id = any($1) order by g.code, p.code, o.position`,
      [operatorIds],
    );
  }

  async operatorsOf(tx: Transaction, projectId: string): Promise<{ operatorId: string; name: string; role: string; versantCode: string }[]> {
    return tx.query(
      `select o.id "operatorId", o.name, o.role, v.code "versantCode" from operator o join versant v on v.id = o.versant_id where o.project_id = $1 order by o.position`,
      [projectId],
    );
  }
}
