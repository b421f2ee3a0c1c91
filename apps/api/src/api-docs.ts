import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { contractSchemas, stillPagePolicy, withCommonRefusals } from '@passerelle/shared/api-kit';
import { apiDocsPage } from './api-docs-page';

const PROBLEM = {
  type: 'object',
  description: 'A refusal (RFC 9457). `code` is stable and is the translation key; `errors` holds every reason with its JSON pointer.',
  required: ['type', 'title', 'status', 'code', 'params', 'errors', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    params: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'params', 'pointer', 'title'],
        properties: { code: { type: 'string' }, params: { type: 'object', additionalProperties: true }, pointer: { type: 'string' }, title: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
} as const;

/** The OpenAPI document: routes from the controllers, schemas from the contracts that validate the requests. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Passerelle')
    .setDescription('Budgets of cross-border programmes. Amounts are integers in cents, rates in basis points, dates ISO 8601.')
    .setVersion('0.1.0')
    .addCookieAuth('passerelle_session')
    .build();
  const document = SwaggerModule.createDocument(app, about, { autoTagControllers: false });
  document.components = { ...document.components, schemas: { ...(contractSchemas() as object), Problem: PROBLEM } as never };
  return withCommonRefusals(document);
}

/** The document as JSON, and a page of our own to read it: it runs no script, so its policy needs no exception. */
export function serveApiDocs(app: INestApplication): void {
  let document: OpenAPIObject | null = null;
  const documentOnce = (): OpenAPIObject => (document ??= apiDocument(app));
  const http = app.getHttpAdapter();
  http.get('/api/docs/openapi.json', (_: FastifyRequest, reply: FastifyReply) => reply.header('cache-control', 'no-cache').send(documentOnce()));
  http.get('/api/docs', (_: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('content-security-policy', stillPagePolicy(nonce)).send(apiDocsPage(documentOnce(), nonce));
  });
}
