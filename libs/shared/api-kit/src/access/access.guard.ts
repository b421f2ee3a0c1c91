import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { timingSafeEqual } from 'node:crypto';
import { mayAnywhere } from '@passerelle/shared/kernel';
import type { FastifyReply } from 'fastify';
import { isForeignOrigin } from '../http/origin';
import { Refused } from '../http/refused';
import type { ApiRequest } from '../http/request';
import { INSTALLATION, type Installation } from '../installation/installation';
import { LEAVES_SESSION_TIME, ROUTE_ACCESS, SESSION_SOURCE, WHILE_RESTRICTED, type RouteAccess, type SessionSource, type SignedIn } from './access';
import { sessionTokenOf, tellSessionEnd } from './session-cookie';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Denies unless granted: a route says what it needs, that a session is enough or that it is public; changing requests carry the session's CSRF token. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(SESSION_SOURCE) private readonly sessions: SessionSource,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const access = this.declared<RouteAccess>(context, ROUTE_ACCESS);
    if (!access) throw new Refused(403, 'general.not-allowed');
    const changing = !SAFE.has(request.method);
    if (changing && isForeignOrigin(request.headers, this.installation)) throw new Refused(403, 'general.foreign-origin');
    const signedIn = await this.whoAsks(context, request);
    if ('public' in access) return true;
    if (!signedIn) throw new Refused(401, 'general.sign-in-needed');
    if (changing && !sameText(String(request.headers['x-csrf-token'] ?? ''), signedIn.csrfToken)) throw new Refused(403, 'general.csrf');
    if (signedIn.restrictedBy && !this.declared<boolean>(context, WHILE_RESTRICTED)) throw new Refused(403, signedIn.restrictedBy);
    if ('needs' in access && !mayAnywhere(signedIn.actor, access.needs)) throw new Refused(403, 'general.not-allowed');
    return true;
  }

  private declared<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }

  private async whoAsks(context: ExecutionContext, request: ApiRequest): Promise<SignedIn | null> {
    const token = sessionTokenOf(request, this.installation);
    const signedIn = token ? await this.sessions.findSignedIn(token, { extend: !this.declared<boolean>(context, LEAVES_SESSION_TIME) }) : null;
    request.signedIn = signedIn;
    if (signedIn) tellSessionEnd(context.switchToHttp().getResponse<FastifyReply>(), signedIn.endsAt);
    return signedIn;
  }
}
