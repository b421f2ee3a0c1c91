import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = { responses: Record<string, object>; requestBody?: object };

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const problem = (description: string): object => ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } });

/** What any request can be refused with, whatever it asks for. */
const EVERY = { '400': ['BrokenRequest', 'The address, a header or the body cannot be read'], '404': ['NotFound', 'Nothing has that address'], '429': ['TooManyRequests', 'Too many requests in a short time; Retry-After says when to try again'] } as const;
const CHANGING = { '403': ['NotAllowed', 'Sent by another site’s page, without the session’s token, or not allowed'], '415': ['UnsupportedMediaType', 'A body of another kind than the operation takes'] } as const;
const WITH_BODY = { '413': ['TooLarge', 'The body is larger than the operation takes'] } as const;

/** Names the refusals that are common to all operations in each of them, so that the document tells every status that can come. */
export function withCommonRefusals(document: OpenAPIObject): OpenAPIObject {
  const all = { ...EVERY, ...CHANGING, ...WITH_BODY };
  document.components = { ...document.components, responses: Object.fromEntries(Object.values(all).map(([name, description]) => [name, problem(description) as never])) };
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      if (!operation) continue;
      const common = { ...EVERY, ...(method === 'get' ? {} : CHANGING), ...(operation.requestBody ? WITH_BODY : {}) };
      for (const [status, [name]] of Object.entries(common)) operation.responses[status] ??= { $ref: `#/components/responses/${name}` };
    }
  }
  return document;
}
