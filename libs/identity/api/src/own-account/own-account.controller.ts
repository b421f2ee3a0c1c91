import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, CurrentActor, NeedsSession, Refused, Refuses, Takes, UnitOfWork, WhileRestricted, writeJournal, type Transaction } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { AccountView, ChangeAccount } from '@passerelle/identity/model';
import { ExternalIdentityRepository } from '../_persistence/external-identity.repository';
import { IdentityRepository } from '../_persistence/identity.repository';
import { TotpRepository } from '../_persistence/totp.repository';
import { ProviderClient } from '../_providers/provider-client';
import { Sessions } from '../_sessions/sessions';

@ApiTags('account')
@Controller('account')
export class OwnAccountController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityRepository,
    private readonly totps: TotpRepository,
    private readonly sessions: Sessions,
    private readonly identities: ExternalIdentityRepository,
    private readonly providers: ProviderClient,
  ) {}

  /** The own account, for whoever is signed in, with a role or without. */
  @Get()
  @NeedsSession('it shows the own account')
  @WhileRestricted()
  @Answers(200, AccountView)
  @Refuses(401)
  read(@CurrentActor() actor: Actor): Promise<AccountView> {
    return this.unitOfWork.read(actor, (tx) => this.viewOf(tx, actor));
  }

  /** Changes name or language. */
  @Patch()
  @NeedsSession('it changes the own account')
  @Takes(ChangeAccount)
  @Answers(200, AccountView)
  @Refuses(400, 401, 403)
  change(@Body() { name, language }: ChangeAccount, @CurrentActor() actor: Actor): Promise<AccountView> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.identity.changePerson(tx, actor.personId!, { name: name?.trim() ?? null, language: language ?? null });
      const fields = [...(name == null ? [] : ['name']), ...(language == null ? [] : ['language'])];
      if (fields.length) await writeJournal(tx, { projectId: null, actor, act: 'changeAccount', changes: [{ subject: `person:${actor.personId}`, label: '', before: null, after: { fields } }] });
      return this.viewOf(tx, actor);
    });
  }

  private async viewOf(tx: Transaction, { personId }: Actor): Promise<AccountView> {
    const person = await this.identity.findPerson(tx, personId!);
    if (!person) throw new Refused(401, 'general.sign-in-needed');
    const providers = (await this.identities.providersOf(tx, person.personId)).map((provider) => ({ provider, name: this.providers.nameOf(provider) }));
    const recoveryCodesLeft = await this.totps.countRecoveryCodes(tx, person.personId);
    const { email, name, language, passwordHash, totpOn } = person;
    return { email, name, language, hasPassword: passwordHash !== null, totp: { on: totpOn, required: this.sessions.needsTotp(person), recoveryCodesLeft }, providers };
  }
}
