import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Refused } from './refused';
import type { ApiRequest } from './request';

export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * The ETag of what is read at a revision: the revision, and a digest of all that is read with it. Names, work packages, the programme's rates and what a role may see change
 * without the revision, and a reader who has it already has that too. Sent back in If-Match, the revision counts alone.
 */
export const etagOfView = (revision: number, view: unknown): string => `"${revision}-${createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16)}"`;

/**
 * The revision on which the sender stands, from If-Match. Refusals: 428 without it (or with `*`, which would overwrite unseen), 412 where it is no
 * revision of ours.
 */
export function revisionFromIfMatch(request: ApiRequest): number {
  const given = request.headers['if-match'];
  if (!given || given.trim() === '*') throw new Refused(428, 'general.if-match-needed');
  const revision = /^"(\d{1,15})(?:-[0-9a-f]{16})?"$/.exec(given.trim())?.[1];
  if (!revision) throw new Refused(412, 'general.stale');
  return Number(revision);
}

/** Answers with what is read at a revision and its ETag, or with 304 where the reader has all of it already. */
export function answerWithEtag<T>(request: ApiRequest, reply: FastifyReply, revision: number, body: T): T | undefined {
  const etag = etagOfView(revision, body);
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] !== etag) return body;
  reply.status(304);
  return undefined;
}
