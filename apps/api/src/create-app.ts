import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { requestValidation, requireDeclaredAccess } from '@passerelle/shared/api-kit';
import { AppModule } from './app.module';
import type { Config } from './config';
import { serveApiDocs } from './api-docs';

const JSON_LIMIT = 2 * 1024 * 1024;
const FILE_LIMIT = 16 * 1024 * 1024;

/** The application: the API under /api, and the built screens for every other address. */
export async function createApp(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: JSON_LIMIT, genReqId: () => randomUUID(), routerOptions: { maxParamLength: 200 } });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin').header('x-frame-options', 'DENY');
  });
  await fastify.register(fastifyCookie);
  await fastify.register(fastifyMultipart, { limits: { fileSize: FILE_LIMIT, files: 1, fields: 5, fieldSize: 1000 } });
  if (config.webRoot && existsSync(path.join(config.webRoot, 'index.html'))) await serveScreens(adapter, config.webRoot);

  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { logger: ['error', 'warn'], abortOnError: false });
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
  await fastify.register(fastifyStatic, { root: webRoot, index: false, wildcard: false, immutable: true, maxAge: '365d' });
  fastify.get('/*', (request, reply) => {
    // A code may hold a dot (4.8.337); what ends like a file of the screens is one that is not there.
    if (request.url.startsWith('/api/') || FILES.has(path.extname(request.url.split('?')[0] ?? ''))) return reply.callNotFound();
    const nonce = randomBytes(16).toString('base64');
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('content-security-policy', securityPolicy(nonce)).send(page.replaceAll('__CSP_NONCE__', nonce));
  });
}
