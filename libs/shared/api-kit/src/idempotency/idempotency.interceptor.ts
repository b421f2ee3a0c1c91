import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { isConnectionLost } from '../http/problem.filter';
import { Refused } from '../http/refused';
import type { ApiRequest } from '../http/request';
import { uploadOf } from '../http/upload';
import { SYSTEM, UnitOfWork } from '../persistence/unit-of-work';
import { CREATES } from './creates';
import { IdempotencyRepository, type GivenAnswer, type KeyedAct, type KnownKey } from './idempotency.repository';

const KEY = /^[!-~]{1,200}$/;
const RUNNING_SECONDS = 60;
/** What an answer says beside its body; cookies are never kept. */
const KEPT_HEADERS = ['etag', 'location', 'content-type'];

const pathOf = (request: ApiRequest): string => request.url.split('?')[0]!;

/** sha-256 of what was asked: method, whole address, and the body's bytes or the form's fields and file, each with its length before it. */
async function requestHash(request: ApiRequest): Promise<Buffer> {
  const hash = createHash('sha256');
  const add = (part: string | Buffer): void => void hash.update(`${Buffer.byteLength(part)}:`).update(part);
  add(request.method);
  add(request.url);
  if (request.isMultipart()) {
    const { fields, file } = await uploadOf(request);
    for (const [name, value] of [...fields].sort(([a], [b]) => (a < b ? -1 : 1))) [name, value].forEach(add);
    if (file) [file.name, file.bytes].forEach(add);
  } else add(request.rawBody ?? '');
  return hash.digest();
}

/** Does an act once, however often it is sent: a line that breaks after the act and before the answer makes nothing twice. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly reflector: Reflector,
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: IdempotencyRepository,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.reflector.get<boolean | undefined>(CREATES, context.getHandler())) return next.handle();
    const http = context.switchToHttp();
    return from(this.once(http.getRequest<ApiRequest>(), http.getResponse<FastifyReply>(), () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  /** Refusals: 400 for what is no key, 409 general.in-progress and general.outcome-unknown, 422 general.idempotency-key-reused, 428 without a key. */
  private async once(request: ApiRequest, reply: FastifyReply, act: () => Promise<unknown>): Promise<unknown> {
    const keyed = await this.keyedAct(request);
    const known = await this.unitOfWork.run(SYSTEM, (tx) => this.keys.take(tx, keyed));
    return known ? this.again(reply, keyed, known) : this.first(reply, keyed, act);
  }

  private async keyedAct(request: ApiRequest): Promise<KeyedAct> {
    const personId = request.signedIn?.actor.personId;
    if (!personId) throw new Error('@Creates on a route where nobody is signed in');
    const key = request.headers['idempotency-key'];
    if (key === undefined || key === '') throw new Refused(428, 'general.idempotency-key-needed');
    if (typeof key !== 'string' || !KEY.test(key)) throw new Refused(400, 'general.idempotency-key-malformed');
    return { personId, key, route: `${request.method} ${pathOf(request)}`, requestHash: await requestHash(request) };
  }

  private again(reply: FastifyReply, keyed: KeyedAct, { requestHash, seconds, answer }: KnownKey): unknown {
    if (!requestHash.equals(keyed.requestHash)) throw new Refused(422, 'general.idempotency-key-reused');
    // Whoever did it may have died in between, with the act done or not: to do it again would be a guess.
    if (!answer) throw seconds < RUNNING_SECONDS ? new Refused(409, 'general.in-progress', {}, { 'retry-after': '2' }) : new Refused(409, 'general.outcome-unknown');
    reply.status(answer.status).headers(answer.headers).header('idempotent-replay', 'true');
    return answer.body ?? undefined;
  }

  private async first(reply: FastifyReply, keyed: KeyedAct, act: () => Promise<unknown>): Promise<unknown> {
    let body: unknown;
    try {
      body = await act();
    } catch (error) {
      // Nothing was done, so the key is free again; where the database went away in between, nobody knows, and it stays.
      if (!isConnectionLost(error)) await this.unitOfWork.run(SYSTEM, (tx) => this.keys.forget(tx, keyed));
      throw error;
    }
    try {
      await this.unitOfWork.run(SYSTEM, (tx) => this.keys.keepAnswer(tx, keyed, { status: reply.statusCode, body, headers: keptHeaders(reply) }));
    } catch (error) {
      // The act is done and its answer is right; a repetition will be told that its outcome is not known.
      this.logger.error(error);
    }
    return body;
  }
}

const keptHeaders = (reply: FastifyReply): GivenAnswer['headers'] =>
  Object.fromEntries(KEPT_HEADERS.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])));
