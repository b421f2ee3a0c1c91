import { Injectable } from '@nestjs/common';
import { refuseIfAny, type Transaction } from '@passerelle/shared/api-kit';
import type { OperatorRole } from '@passerelle/shared/kernel';
import type { BasisPoints } from '@passerelle/shared/money';
import { refusePartnership } from '@passerelle/partnership/model';
import { PartnershipRepository } from './_persistence/partnership.repository';

export interface NewOperator {
  readonly name: string;
  readonly role: OperatorRole;
  readonly versantCode: string;
  readonly versantId: string;
  /** Its own rate where it differs from the one of the kind of project. */
  readonly erdfRateBp: BasisPoints | null;
  readonly address: { readonly postcode: string | null; readonly city: string | null; readonly country: string | null };
}

/** What other domains do with partnerships, in their own transaction. */
@Injectable()
export class PartnershipActions {
  constructor(private readonly partnerships: PartnershipRepository) {}

  /** Forms a project's partnership. Out: the operators' ids in the given order. Refusals: 422, all of refusePartnership. */
  async form(tx: Transaction, projectId: string, operators: readonly NewOperator[], versantCodes: readonly string[]): Promise<string[]> {
    refuseIfAny(422, refusePartnership(operators, versantCodes));
    const ids: string[] = [];
    for (const [index, operator] of operators.entries()) {
      const organisationId = await this.partnerships.organisation(tx, operator.name, operator.address);
      ids.push(await this.partnerships.addOperator(tx, projectId, organisationId, index + 1, operator));
    }
    return ids;
  }
}
