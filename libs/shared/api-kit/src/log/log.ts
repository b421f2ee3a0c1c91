import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { pino, type DestinationStream, type Logger } from 'pino';
import { toldError, withoutAddresses } from './told-error';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields that are in no line, however deep they lie. */
const SECRETS = new Set(['accesstoken', 'authorization', 'body', 'code', 'cookie', 'csrftoken', 'email', 'idtoken', 'parameters', 'password', 'secret', 'set-cookie', 'token', 'x-csrf-token']);
const DEEPEST = 8;

/** Errors are left to their serializer, which takes out of them what may be told. */
function redacted(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth === DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((one) => redacted(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, SECRETS.has(name.toLowerCase()) ? '[redacted]' : redacted(one, depth + 1)]));
}

export type LogDestination = DestinationStream;

const inRequest = new AsyncLocalStorage<string>();

/** Runs something in a request's name: every line that is logged meanwhile carries its id. */
export const withRequestId = <T>(id: string, act: () => T): T => inRequest.run(id, act);

/**
 * The application's log: lines of JSON. No line holds a password, a token, a cookie, an e-mail address or a request's body; every line of a request has its id.
 */
export function applicationLog(level: LogLevel, to?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (line) => redacted(line) as Record<string, unknown> },
      serializers: { err: (error: unknown) => toldError(error) },
      mixin: () => {
        const requestId = inRequest.getStore();
        return requestId ? { requestId } : {};
      },
      hooks: { streamWrite: withoutAddresses },
    },
    to ?? pino.destination({ dest: 1, sync: true }),
  );
}

const apiPath = (request: FastifyRequest): string => {
  const { url } = request.routeOptions;
  // The route with what its parameters hold, save one-time tokens; of what is no route of the API, and of screens, no address is told.
  if (!url?.startsWith('/api/')) return url ?? '(no route)';
  return url.replace(/:(\w+)/g, (_, name: string) => (SECRETS.has(name.toLowerCase()) ? '[redacted]' : String((request.params as Record<string, unknown>)[name] ?? '')));
};

/** One line for every request that was answered: which, how, how long. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', (request, _, done) => withRequestId(request.id, done));
  fastify.addHook('onResponse', async (request, reply) => {
    const line = { requestId: request.id, method: request.method, path: apiPath(request), status: reply.statusCode, milliseconds: Math.ceil(reply.elapsedTime) };
    if (line.path.startsWith('/api/')) log.info(line, 'answered');
    else log.debug(line, 'answered');
  });
}

const LEVEL_OF = { log: 'debug', error: 'error', warn: 'warn', debug: 'debug', verbose: 'debug', fatal: 'fatal' } as const;

/** What Nest and the application say goes the same way as the requests; what Nest tells of its own start is for whoever looks for a fault. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log = this.at('log');
  error = this.at('error');
  warn = this.at('warn');
  debug = this.at('debug');
  verbose = this.at('verbose');
  fatal = this.at('fatal');

  private at(name: keyof typeof LEVEL_OF): (message: unknown, ...more: unknown[]) => void {
    return (message, ...more) => {
      const context = more.filter((one): one is string => typeof one === 'string' && !one.includes('\n')).at(-1);
      const level = LEVEL_OF[name];
      if (message instanceof Error) this.logger[level]({ context, err: message }, message.name);
      else if (typeof message === 'object' && message !== null) this.logger[level]({ context, ...message });
      else this.logger[level]({ context }, String(message));
    };
  }
}
