import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../http/request';

const COOKIE = 'passerelle_session';

export const sessionTokenOf = (request: ApiRequest): string | null => request.cookies[COOKIE] ?? null;

/** The session's token lives in a cookie that no script can read; null takes it away. Secure where the request came by HTTPS. */
export function setSessionCookie(request: ApiRequest, reply: FastifyReply, token: string | null, maxAgeSeconds = 0): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  if (token) reply.setCookie(COOKIE, token, { ...options, maxAge: maxAgeSeconds });
  else reply.clearCookie(COOKIE, options);
}
