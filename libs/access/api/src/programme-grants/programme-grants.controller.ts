import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, Creates, CurrentActor, Needs, ProgrammePath, Refuses, Takes } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangeRole, EndRole, FindGrantPlaces, GivenRole, GiveRole, GrantPlaceView, InvitationOutcome, InviteToProgramme } from '@passerelle/access/model';
import { RolesUseCase } from '../_granting/roles.use-case';
import { FindGrantPlacesUseCase } from './find-grant-places.use-case';

export class ProgrammeInvitationPath extends ProgrammePath {
  @IsUUID() invitationId: string;
}

export class ProgrammeAssignmentPath extends ProgrammePath {
  @IsUUID() assignmentId: string;
}

export class ProgrammePersonPath extends ProgrammePath {
  @IsUUID() personId: string;
}

@ApiTags('access')
@Controller('programmes/:programme')
export class ProgrammeGrantsController {
  constructor(
    private readonly roles: RolesUseCase,
    private readonly findPlaces: FindGrantPlacesUseCase,
  ) {}

  /** Projects with their operators' names, twenty at most, for choosing what a role is given for. Also for an administrator, who sees nothing else of them. */
  @Get('grant-places')
  @Needs('access.grant')
  @ApiQuery({ name: 'q', required: false, description: 'Searches code, acronym and operators' })
  @Answers(200, GrantPlaceView, { list: true })
  @Refuses(400, 401, 403, 404)
  places(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Query() ask: FindGrantPlaces): Promise<GrantPlaceView[]> {
    return this.findPlaces.run(actor, path, ask.q);
  }

  /** Invites somebody to a role in the programme: for an operator, a project, a versant, or the whole of it. Whoever has an account gets the role at once. */
  @Post('invitations')
  @Creates()
  @Needs('access.grant')
  @Takes(InviteToProgramme)
  @Answers(201, InvitationOutcome)
  @Refuses(400, 401, 403, 404, 409, 422)
  invite(@CurrentActor() actor: Actor, @Param() path: ProgrammePath, @Body() body: InviteToProgramme): Promise<InvitationOutcome> {
    return this.roles.invite(actor, path, body);
  }

  /** Sends a new link, good for seven days; the old one leads nowhere any more. */
  @Post('invitations/:invitationId/renew')
  @Creates()
  @HttpCode(204)
  @Needs('access.grant')
  @Answers(204)
  @Refuses(400, 401, 403, 404)
  renew(@CurrentActor() actor: Actor, @Param() { invitationId, ...path }: ProgrammeInvitationPath): Promise<void> {
    return this.roles.renewInvitation(actor, path, invitationId);
  }

  /** Takes an invitation back. */
  @Delete('invitations/:invitationId')
  @HttpCode(204)
  @Needs('access.grant')
  @Answers(204)
  @Refuses(400, 401, 403, 404)
  endInvitation(@CurrentActor() actor: Actor, @Param() { invitationId, ...path }: ProgrammeInvitationPath): Promise<void> {
    return this.roles.endInvitation(actor, path, invitationId);
  }

  /** Gives a role to somebody who has one in the programme already. */
  @Post('people/:personId/assignments')
  @Creates()
  @Needs('access.grant')
  @Takes(GiveRole)
  @Answers(201, GivenRole)
  @Refuses(400, 401, 403, 404, 409, 422)
  async give(@CurrentActor() actor: Actor, @Param() { personId, ...path }: ProgrammePersonPath, @Body() body: GiveRole): Promise<GivenRole> {
    return { assignmentId: await this.roles.give(actor, path, personId, body) };
  }

  /** Gives another role in the place of this one, for the same thing. It counts from the person's next request on. */
  @Patch('assignments/:assignmentId')
  @Needs('access.grant')
  @Takes(ChangeRole)
  @Answers(200, GivenRole)
  @Refuses(400, 401, 403, 404, 409, 422)
  async change(@CurrentActor() actor: Actor, @Param() { assignmentId, ...path }: ProgrammeAssignmentPath, @Body() { role }: ChangeRole): Promise<GivenRole> {
    return { assignmentId: await this.roles.change(actor, path, assignmentId, role) };
  }

  /** Ends a role; it counts from the person's next request on. Who would shut herself out is asked first: 409 access.own-last-way-in, and again with confirmed=true. */
  @Delete('assignments/:assignmentId')
  @HttpCode(204)
  @Needs('access.grant')
  @ApiQuery({ name: 'confirmed', required: false, enum: ['true'] })
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  end(@CurrentActor() actor: Actor, @Param() { assignmentId, ...path }: ProgrammeAssignmentPath, @Query() { confirmed }: EndRole): Promise<void> {
    return this.roles.end(actor, path, assignmentId, confirmed === 'true');
  }
}
