import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { timingSafeEqual } from 'node:crypto';
import { mayAnywhere } from '@passerelle/shared/kernel';
import { Refused } from '../http/refused';
import type { ApiRequest } from '../http/request';
import { ROUTE_ACCESS, SESSION_SOURCE, type RouteAccess, type SessionSource } from './access';
import { sessionTokenOf } from './session-cookie';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const sameText = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A changing request comes from our own pages: browsers say where from, and another site's is refused. */
function fromElsewhere(request: ApiRequest): boolean {
  const { origin, host } = request.headers;
  if (request.headers['sec-fetch-site'] === 'cross-site') return true;
  if (!origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** Denies unless granted: a route says what it needs or that it is public; changing requests carry the session's CSRF token. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(SESSION_SOURCE) private readonly sessions: SessionSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [context.getHandler(), context.getClass()]);
    if (!access) throw new Refused(403, 'general.not-allowed');
    const changing = !SAFE.has(request.method);
    if (changing && fromElsewhere(request)) throw new Refused(403, 'general.foreign-origin');
    const token = sessionTokenOf(request);
    const signedIn = token ? await this.sessions.findSignedIn(token) : null;
    request.signedIn = signedIn;
    if ('public' in access) return true;
    if (!signedIn) throw new Refused(401, 'general.sign-in-needed');
    if (changing && !sameText(String(request.headers['x-csrf-token'] ?? ''), signedIn.csrfToken)) throw new Refused(403, 'general.csrf');
    if (!mayAnywhere(signedIn.actor, access.needs)) throw new Refused(403, 'general.not-allowed');
    return true;
  }
}
