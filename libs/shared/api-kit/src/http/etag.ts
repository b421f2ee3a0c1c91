import type { FastifyReply } from 'fastify';
import { Refused } from './refused';
import type { ApiRequest } from './request';

export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * The revision on which the sender stands, from If-Match. Refusals: 428 without it (or with `*`, which would overwrite unseen), 412 where it is no
 * revision of ours.
 */
export function revisionFromIfMatch(request: ApiRequest): number {
  const given = request.headers['if-match'];
  if (!given || given.trim() === '*') throw new Refused(428, 'general.if-match-needed');
  const revision = /^"(\d{1,15})"$/.exec(given.trim())?.[1];
  if (!revision) throw new Refused(412, 'general.stale');
  return Number(revision);
}

/** Answers with the representation and its ETag, or with 304 where the reader has it already. */
export function answerWithEtag<T>(request: ApiRequest, reply: FastifyReply, etag: string, body: T): T | undefined {
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] !== etag) return body;
  reply.status(304);
  return undefined;
}
