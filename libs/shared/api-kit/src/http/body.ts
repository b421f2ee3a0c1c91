import { applyDecorators } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '@passerelle/shared/kernel';
import { Refused } from './refused';
import type { ApiRequest } from './request';
import { isStorable, readStrictJson } from './strict-json';

/** Enough for every act of a few fields; what takes more says so. */
export const BODY_LIMIT = 64 * 1024;
export const MEGABYTE = 1024 * 1024;

interface BodyConfig {
  readonly bodyLimit?: number;
  readonly takesFiles?: boolean;
}

/** The route takes a JSON body of so many bytes, instead of 64 kB. */
export const BodyLimit = (bytes: number) => RouteConfig({ bodyLimit: bytes } satisfies BodyConfig);

/** The route takes a form with a file (multipart/form-data), and nothing else; all others take JSON. */
export const TakesFiles = () => applyDecorators(RouteConfig({ takesFiles: true } satisfies BodyConfig), ApiConsumes('multipart/form-data'));

const configOf = (request: FastifyRequest): BodyConfig => request.routeOptions.config as BodyConfig;
const isUtf8 = (contentType: string): boolean => /^utf-?8$/i.test(/;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1] ?? 'utf-8');

/** Refuses a body of another kind than the route takes, before a byte of it is read. */
function refuseOtherKinds(request: FastifyRequest): void {
  const { 'content-type': type, 'content-encoding': encoding } = request.headers;
  if (type === undefined || request.method === 'GET' || request.method === 'HEAD' || request.is404) return;
  const media = type.split(';')[0]!.trim().toLowerCase();
  const taken = configOf(request).takesFiles ? media === 'multipart/form-data' : media === 'application/json' && isUtf8(type);
  if (!taken || (encoding !== undefined && encoding !== 'identity')) throw new Refused(415, 'general.unsupported-media-type');
}

/** Texts in path and query that no column can hold, and keys that touch prototypes, are faults of the request. */
function refuseOddAddress(request: FastifyRequest): void {
  for (const part of [request.params, request.query] as Record<string, unknown>[]) {
    for (const [name, value] of Object.entries(part ?? {})) {
      if (!isStorable(name) || name === '__proto__') throw new Refused(400, 'general.invalid-request');
      if ([value].flat().some((one) => typeof one === 'string' && !isStorable(one))) throw new Refused(400, [refusal('general.text-not-storable', {}, `/${name}`)]);
    }
  }
}

/** Reads bodies by our own rules alone: strict JSON, or a form where the route takes files. Comes before the plugin that reads forms. */
export function readBodiesStrictly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) => {
    (request as ApiRequest).rawBody = bytes;
    return readStrictJson(bytes);
  });
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as BodyConfig;
    if (bodyLimit) route.bodyLimit = bodyLimit;
  });
  fastify.addHook('onRequest', async (request) => {
    refuseOtherKinds(request);
    refuseOddAddress(request);
  });
}
