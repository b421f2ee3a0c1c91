import { Module } from '@nestjs/common';
import { PartnershipModule } from '@passerelle/partnership/api';
import { ProgrammeModule } from '@passerelle/programme/api';
import { GivenInvitations } from './_granting/given-invitations';
import { Granting } from './_granting/granting';
import { RolesUseCase } from './_granting/roles.use-case';
import { AccessRepository } from './_persistence/access.repository';
import { ListPeopleController } from './list-people/list-people.controller';
import { ListPeopleUseCase } from './list-people/list-people.use-case';
import { FindGrantPlacesUseCase } from './programme-grants/find-grant-places.use-case';
import { ProgrammeGrantsController } from './programme-grants/programme-grants.controller';
import { ProjectGrantsController } from './project-grants/project-grants.controller';
import { ShowAccessController } from './show-access/show-access.controller';
import { ShowAccessUseCase } from './show-access/show-access.use-case';
import { SuspendPeopleController } from './suspend-people/suspend-people.controller';
import { SuspendPeopleUseCase } from './suspend-people/suspend-people.use-case';

/** Who has access to what and why; inviting, changing and ending it. */
@Module({
  imports: [ProgrammeModule, PartnershipModule],
  controllers: [ShowAccessController, ProjectGrantsController, ProgrammeGrantsController, ListPeopleController, SuspendPeopleController],
  providers: [AccessRepository, Granting, GivenInvitations, RolesUseCase, ShowAccessUseCase, FindGrantPlacesUseCase, ListPeopleUseCase, SuspendPeopleUseCase],
})
export class AccessModule {}
