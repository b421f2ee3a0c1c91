import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, refusal, type Language, type Refusal } from '@passerelle/shared/kernel';
import { formatMessage, loadDictionary } from '@passerelle/shared/texts';
import { databaseError } from '../log/told-error';
import { Refused } from './refused';

/** RFC 9457, with a stable code that is also the translation key. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  code: string;
  params: Refusal['params'];
  errors: { code: string; params: Refusal['params']; pointer: string; title: string }[];
  requestId: string;
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'general.invalid-request',
  404: 'general.not-found',
  405: 'general.not-found',
  413: 'general.too-large',
  415: 'general.unsupported-media-type',
};

/** The language of the answer's texts: the first one asked for that we have, else English. */
export function languageOf(request: { headers: Record<string, unknown> }): Language {
  const asked = String(request.headers['accept-language'] ?? '').slice(0, 200);
  const wanted = asked.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? 'en';
}

/** Row-level security refused a statement that the application let through. */
const SECOND_WALL = '42501';
/** A part of the address that is longer than any name of ours: nothing has it. */
const TOO_LONG_A_NAME = 414;

/** The connection to the database broke: nobody knows whether what was asked of it was done. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '' } = databaseError(error);
  return /^(08|57P0)/.test(code) || ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'].includes(code) || /^Connection terminated/.test((error as Error)?.message ?? '');
}

function refusedOf(error: unknown): Refused | null {
  if (error instanceof Refused) return error.refusals.length ? error : new Refused(error.status, 'general.invalid-request', error.extra, error.headers);
  if (databaseError(error).code === SECOND_WALL) return new Refused(403, 'general.not-allowed');
  // Nest's own exceptions and Fastify's errors both carry their status; only the client's faults are told as such.
  const told = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number } | null)?.statusCode ?? 500);
  const status = told === TOO_LONG_A_NAME ? 404 : told;
  return status >= 400 && status < 500 ? new Refused(status, CODE_OF_STATUS[status] ?? 'general.invalid-request') : null;
}

/** Answers with a problem document; what was not expected is logged, once, and shows a general text with the request id. */
export async function answerWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const refused = refusedOf(error);
  if (!refused) request.log.error({ err: error }, 'unexpected');
  else if (databaseError(error).code === SECOND_WALL) request.log.warn({ err: error }, 'second wall');
  const { status, refusals, extra, headers } = refused ?? new Refused(500, 'general.unexpected');
  const language = languageOf(request);
  const texts = await loadDictionary[language]();
  const say = ({ code, params }: Refusal): string => formatMessage(texts[code] ?? code, language, params);
  const first = refusals[0] ?? refusal('general.unexpected');
  const problem: Problem = {
    type: 'about:blank',
    title: say(first),
    status,
    code: first.code,
    params: first.params,
    errors: refusals.map((r) => ({ ...r, title: say(r) })),
    requestId: request.id,
  };
  await reply.status(status).headers(headers).header('content-language', language).type('application/problem+json').send({ ...extra, ...problem });
}

/** Every refusal and every fault leaves as application/problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    return answerWithProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
