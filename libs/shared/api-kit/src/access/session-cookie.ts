import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../http/request';
import { isServedByHttps, type Installation } from '../installation/installation';

const NAME = 'passerelle_session';

/** Browsers take a cookie named __Host-… from this very host alone, by HTTPS alone, for every path: no neighbouring host can plant one. */
const nameIn = (installation: Installation): string => (isServedByHttps(installation) ? `__Host-${NAME}` : NAME);

export const sessionTokenOf = (request: ApiRequest, installation: Installation): string | null => request.cookies[nameIn(installation)] ?? null;

/** The session's token lives in a cookie that no script can read; null takes it away. Secure where people come by HTTPS. */
export function setSessionCookie(reply: FastifyReply, installation: Installation, token: string | null, maxAgeSeconds = 0): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isServedByHttps(installation) } as const;
  if (token) reply.setCookie(nameIn(installation), token, { ...options, maxAge: maxAgeSeconds });
  else reply.clearCookie(nameIn(installation), options);
}

/** Tells the screens when the session ends, so that they can warn before. */
export const tellSessionEnd = (reply: FastifyReply, endsAt: string): void => void reply.header('x-session-ends', endsAt);
