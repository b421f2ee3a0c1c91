import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Answers, Creates, CurrentActor, Needs, ProjectPath, Refuses, Takes } from '@passerelle/shared/api-kit';
import type { Actor } from '@passerelle/shared/kernel';
import { ChangeRole, EndRole, GivenRole, InvitationOutcome, InviteToProject } from '@passerelle/access/model';
import { RolesUseCase } from '../_granting/roles.use-case';

export class ProjectInvitationPath extends ProjectPath {
  @IsUUID() invitationId: string;
}

export class ProjectAssignmentPath extends ProjectPath {
  @IsUUID() assignmentId: string;
}

@ApiTags('access')
@Controller('programmes/:programme/projects/:project')
export class ProjectGrantsController {
  constructor(private readonly roles: RolesUseCase) {}

  /** Invites somebody to work for an operator of the project, or to audit it. Whoever has an account gets the role at once. */
  @Post('invitations')
  @Creates()
  @Needs('access.grant')
  @Takes(InviteToProject)
  @Answers(201, InvitationOutcome)
  @Refuses(400, 401, 403, 404, 409, 422)
  invite(@CurrentActor() actor: Actor, @Param() path: ProjectPath, @Body() body: InviteToProject): Promise<InvitationOutcome> {
    return this.roles.invite(actor, path, body);
  }

  /** Sends a new link, good for seven days; the old one leads nowhere any more. */
  @Post('invitations/:invitationId/renew')
  @Creates()
  @HttpCode(204)
  @Needs('access.grant')
  @Answers(204)
  @Refuses(400, 401, 403, 404)
  renew(@CurrentActor() actor: Actor, @Param() { invitationId, ...path }: ProjectInvitationPath): Promise<void> {
    return this.roles.renewInvitation(actor, path, invitationId);
  }

  /** Takes an invitation back. */
  @Delete('invitations/:invitationId')
  @HttpCode(204)
  @Needs('access.grant')
  @Answers(204)
  @Refuses(400, 401, 403, 404)
  endInvitation(@CurrentActor() actor: Actor, @Param() { invitationId, ...path }: ProjectInvitationPath): Promise<void> {
    return this.roles.endInvitation(actor, path, invitationId);
  }

  /** Gives another role in the place of this one, for the same operator. It counts from the person's next request on. */
  @Patch('assignments/:assignmentId')
  @Needs('access.grant')
  @Takes(ChangeRole)
  @Answers(200, GivenRole)
  @Refuses(400, 401, 403, 404, 409, 422)
  async change(@CurrentActor() actor: Actor, @Param() { assignmentId, ...path }: ProjectAssignmentPath, @Body() { role }: ChangeRole): Promise<GivenRole> {
    return { assignmentId: await this.roles.change(actor, path, assignmentId, role) };
  }

  /** Ends a role; it counts from the person's next request on. Who would shut herself out is asked first: 409 access.own-last-way-in, and again with confirmed=true. */
  @Delete('assignments/:assignmentId')
  @HttpCode(204)
  @Needs('access.grant')
  @ApiQuery({ name: 'confirmed', required: false, enum: ['true'] })
  @Answers(204)
  @Refuses(400, 401, 403, 404, 409)
  end(@CurrentActor() actor: Actor, @Param() { assignmentId, ...path }: ProjectAssignmentPath, @Query() { confirmed }: EndRole): Promise<void> {
    return this.roles.end(actor, path, assignmentId, confirmed === 'true');
  }
}
