import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { refusal } from '@passerelle/shared/kernel';
import { sessionTokenOf } from '../access/session-cookie';
import type { Installation } from '../installation/installation';
import { Refused } from './refused';
import { isOfApi, type ApiRequest } from './request';

const MINUTE = 60_000;
/** Half of it is granted to who shows no session; ten times of it to all that comes from one address: a house shares one, and a cookie can be made up. */
const VISITOR_SHARE = 2;
const ADDRESS_TIMES = 10;

const addressOf = (request: FastifyRequest): string => request.ip;

/**
 * Refuses with 429 what asks the API too often: `perMinute` requests for one session, half of it for one address without a session. 0 grants everything.
 * Counted in memory, so by each process for itself. Comes after the plugin that reads cookies.
 */
export async function throttle(fastify: FastifyInstance, installation: Installation, perMinute: number): Promise<void> {
  if (perMinute === 0) return;
  const tokenOf = (request: FastifyRequest): string | null => sessionTokenOf(request as ApiRequest, installation);
  const sessionOf = (request: FastifyRequest): string => createHash('sha256').update(tokenOf(request) ?? '').digest('base64url');
  await fastify.register(rateLimit, { global: false });
  const atMost = (max: number, keyGenerator: (request: FastifyRequest) => string) => fastify.createRateLimit({ max, timeWindow: MINUTE, keyGenerator });
  const visitor = atMost(Math.max(1, Math.trunc(perMinute / VISITOR_SHARE)), addressOf);
  const session = atMost(perMinute, sessionOf);
  const address = atMost(perMinute * ADDRESS_TIMES, addressOf);
  fastify.addHook('onRequest', async (request) => {
    if (!isOfApi(request)) return;
    for (const limit of tokenOf(request) ? [session, address] : [visitor]) {
      const counted = await limit(request);
      if (counted.isAllowed || !counted.isExceeded) continue;
      throw new Refused(429, [refusal('general.too-many-requests', { seconds: counted.ttlInSeconds })], {}, { 'retry-after': String(counted.ttlInSeconds) });
    }
  });
}
