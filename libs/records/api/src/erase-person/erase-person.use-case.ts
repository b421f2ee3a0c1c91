import { Injectable } from '@nestjs/common';
import { forgetAnswersAbout, Refused, refuseIfAny, type ProgrammePath } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ErasureActions, IdentityActions } from '@passerelle/identity/api';
import { MailActions } from '@passerelle/mail/api';
import { RetentionActions } from '@passerelle/project/api';
import { heldRefusals, type ErasedPerson, type ErasureReason } from '@passerelle/records/model';
import { PeopleOfProgramme } from '../_person/people-of-programme';

/**
 * Erases a person: all that tells who she was, in one transaction. Amounts, lines and the journal name her by her number, and stay as they are. Refusals: 404
 * and 403 as of PeopleOfProgramme, 409 personalData.oneself, personalData.held and personalData.held-elsewhere where an audit holds the records of a project in
 * which she acted, identity.last-administrator. Her invitations that nobody has accepted end with her: nobody answers for them any more.
 */
@Injectable()
export class ErasePersonUseCase {
  constructor(
    private readonly people: PeopleOfProgramme,
    private readonly retention: RetentionActions,
    private readonly erasure: ErasureActions,
    private readonly identity: IdentityActions,
    private readonly mails: MailActions,
  ) {}

  run(actor: Actor, path: ProgrammePath, personId: string, reason: ErasureReason): Promise<ErasedPerson> {
    return this.people.of(actor, path, personId, async (tx) => {
      // Somebody else looks whether it may be done.
      if (personId === actor.personId) throw new Refused(409, 'personalData.oneself');
      refuseIfAny(409, heldRefusals(actor, await this.retention.heldProjectsOf(tx, personId)));
      await this.identity.endInvitationsBy(tx, actor, personId);
      const { name, formerName, addresses } = await this.erasure.erase(tx, actor, personId, reason);
      await this.mails.forget(tx, personId, addresses);
      await forgetAnswersAbout(tx, personId, [formerName, ...addresses]);
      return { name };
    });
  }
}
