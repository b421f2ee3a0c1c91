import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isLanguage, refusal, type Language, type Refusal } from '@passerelle/shared/kernel';
import { formatMessage, loadDictionary } from '@passerelle/shared/texts';
import { Refused } from './refused';
import type { ApiRequest } from './request';

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

function refusedOf(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  // Nest's own exceptions and Fastify's errors both carry their status; only the client's faults are told as such.
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  return status && status < 500 ? new Refused(status, CODE_OF_STATUS[status] ?? 'general.invalid-request') : null;
}

/** Every refusal and every fault leaves as application/problem+json; what was not expected is logged and shows a general text with the request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refused = refusedOf(error);
    if (!refused) this.logger.error(`${request.id} ${request.method} ${request.url}: ${(error as Error)?.stack ?? String(error)}`);
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
}
