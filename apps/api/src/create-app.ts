import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  answerBrokenHttp, answerWithProblem, applicationLog, BODY_LIMIT, isOfApi, logRequests, MEGABYTE, NestLog, protectiveHeaders, readBodiesStrictly, requestValidation, requireDeclaredAccess, throttle, withRequestId,
  type LogDestination,
} from '@passerelle/shared/api-kit';
import { AppModule } from './app.module';
import type { Config } from './config';
import { serveApiDocs } from './api-docs';

const FILE_LIMIT = 16 * MEGABYTE;
/** What goes with a file: the longest says what the columns and words of a table mean. */
const FIELD_LIMIT = MEGABYTE / 2;
const NAME_LENGTH = 200;
/** Whoever sends a request more slowly, or says nothing for so long, holds no connection any more. */
const REQUEST_TIMEOUT_MS = 120_000;

/** The application: the API under /api, and the built screens for every other address. It logs to standard output, or where a test looks. */
export async function createApp(config: Config, logTo?: LogDestination): Promise<NestFastifyApplication> {
  const log = applicationLog(config.logLevel, logTo);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    loggerInstance: log,
    childLoggerFactory: () => log,
    disableRequestLogging: true,
    routerOptions: { maxParamLength: NAME_LENGTH },
    // The nearest proxy alone is believed: what stands further left in X-Forwarded-For, anybody can write there.
    trustProxy: config.trustProxy && ((_, hop) => hop === 0),
    clientErrorHandler: answerBrokenHttp,
    // An address that the router cannot read meets no hook.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      withRequestId(request.id, () => void answerWithProblem(error, request, reply.headers({ 'x-request-id': request.id, ...protectiveHeaders(config, isOfApi(request)) }))),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  logRequests(fastify, log);
  fastify.addHook('onRequest', async (request, reply) => void reply.headers({ 'x-request-id': request.id, ...protectiveHeaders(config, isOfApi(request)) }));
  await fastify.register(fastifyCookie);
  await throttle(fastify, config, config.requestsPerMinute);
  readBodiesStrictly(fastify);
  await fastify.register(fastifyMultipart, { limits: { fileSize: FILE_LIMIT, files: 1, fields: 5, fieldSize: FIELD_LIMIT } });
  if (config.webRoot && existsSync(path.join(config.webRoot, 'index.html'))) await serveScreens(adapter, config.webRoot);

  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { logger: new NestLog(log), bodyParser: false, abortOnError: false });
  app.setGlobalPrefix('api');
  app.enableShutdownHooks();
  app.useGlobalPipes(requestValidation());
  requireDeclaredAccess(app);
  serveApiDocs(app);
  return app;
}

const FILES = new Set(['.js', '.css', '.map', '.svg', '.ico', '.png', '.woff2', '.json', '.txt']);

/** Nothing runs and nothing is drawn but what comes from here; no text becomes code (measured with the grid on the page). */
const securityPolicy = (nonce: string): string =>
  [
    `default-src 'none'`, `script-src 'self' 'nonce-${nonce}'`, `style-src 'self' 'nonce-${nonce}'`, `img-src 'self' data:`, `font-src 'self'`, `connect-src 'self'`, `object-src 'none'`,
    `base-uri 'none'`, `frame-ancestors 'none'`, `form-action 'self'`, `require-trusted-types-for 'script'`,
  ].join('; ');

/** Files have their hash in the name and never change; every other address is a screen, and gets the page that shows it. */
async function serveScreens(adapter: FastifyAdapter, webRoot: string): Promise<void> {
  const page = readFileSync(path.join(webRoot, 'index.html'), 'utf8');
  const fastify = adapter.getInstance<FastifyInstance>();
  // The page itself is no file: it leaves with a nonce and its policy only.
  await fastify.register(fastifyStatic, { root: webRoot, index: false, wildcard: false, globIgnore: ['**/*.html'], immutable: true, maxAge: '365d' });
  fastify.get('/*', (request, reply) => {
    // A code may hold a dot (4.8.337); what ends like a file of the screens is one that is not there.
    if (request.url.startsWith('/api/') || FILES.has(path.extname(request.url.split('?')[0] ?? ''))) return reply.callNotFound();
    const nonce = randomBytes(16).toString('base64');
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('content-security-policy', securityPolicy(nonce)).send(page.replaceAll('__CSP_NONCE__', nonce));
  });
}
