import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type {} from '@fastify/cookie';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '@passerelle/shared/kernel';
import type { SignedIn } from '../access/access';

/** `rawBody` holds the bytes of a JSON body: what a retry must repeat. */
export type ApiRequest = FastifyRequest & { signedIn?: SignedIn | null; rawBody?: Buffer };

/** Whether a request is for the API: by the route that it meets, however its address is spelt (`/%61pi/…` meets the same), or by its address where it meets none. */
export const isOfApi = (request: FastifyRequest): boolean => /^\/api(\/|\?|$)/.test(request.routeOptions?.url ?? '') || /^\/api(\/|\?|$)/.test(request.url);

/** The person who acts: on every route that is not public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { signedIn } = context.switchToHttp().getRequest<ApiRequest>();
  if (!signedIn) throw new Error('CurrentActor on a public route');
  return signedIn.actor;
});

/** The session by which the person acts: on every route that is not public. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { signedIn } = context.switchToHttp().getRequest<ApiRequest>();
  if (!signedIn) throw new Error('CurrentSession on a public route');
  return signedIn;
});
