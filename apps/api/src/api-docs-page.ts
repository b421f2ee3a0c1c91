import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, { schema?: Schema }>>;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  readonly requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> };
  readonly responses: Readonly<Record<string, Response>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (value: unknown): string => String(value ?? '').replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const nameOf = (ref: string): string => ref.split('/').at(-1)!;
const link = (ref: string): string => `<a href="#${text(nameOf(ref))}">${text(nameOf(ref))}</a>`;

function typeOf(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return link(schema.$ref);
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.enum) return schema.enum.map((one) => `<code>${text(one)}</code>`).join(' · ');
  return text([[schema.type].flat().filter(Boolean).join(' or '), schema.format].filter(Boolean).join(', '));
}

const row = (...cells: string[]): string => `<tr>${cells.map((cell, index) => (index === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join('')}</tr>`;
const table = (caption: string, rows: readonly string[]): string => (rows.length ? `<table><caption>${caption}</caption>${rows.join('')}</table>` : '');
const contentOf = (content: Response['content'] = {}): string => Object.entries(content).map(([media, { schema }]) => `${text(media)} ${typeOf(schema)}`).join('<br>');

const propertiesOf = ({ properties = {}, required = [] }: Schema): string[] =>
  Object.entries(properties).map(([name, property]) => row(`<code>${text(name)}</code>`, typeOf(property), required.includes(name) ? 'required' : '', text(property.description)));

function operationOf(document: OpenAPIObject, path: string, method: string, operation: Operation): string {
  const responses = document.components?.responses as Readonly<Record<string, Response>> | undefined;
  const answers = Object.entries(operation.responses).map(([status, given]) => {
    const answer = given.$ref ? (responses?.[nameOf(given.$ref)] ?? given) : given;
    return row(text(status), text(answer.description), contentOf(answer.content));
  });
  const parameters = (operation.parameters ?? []).map((one) => row(`<code>${text(one.name)}</code>`, text(one.in), one.required ? 'required' : '', typeOf(one.schema), text(one.description)));
  const form = Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => (schema && !schema.$ref ? propertiesOf(schema) : []));
  return `<details><summary><b>${text(method.toUpperCase())}</b> <code>${text(path)}</code></summary>
<p>${text(operation.summary ?? operation.description)}</p>${table('Parameters', parameters)}
${operation.requestBody ? `<p>Takes ${contentOf(operation.requestBody.content)}</p>${table('Fields', form)}` : ''}${table('Answers', answers)}</details>`;
}

const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{max-width:70rem;margin:0 auto;padding:1rem}summary{padding:.3rem;cursor:pointer}
table{border-collapse:collapse;margin:.5rem 0 1rem;width:100%}caption{text-align:left;font-weight:600}th,td{text-align:left;vertical-align:top;padding:.2rem .6rem;border-top:1px solid #8888;font-weight:400}
code{overflow-wrap:anywhere}`;

/** The API's document as a page to read, drawn here: nothing of it runs, and every text of the document is text. */
export function apiDocsPage(document: OpenAPIObject, nonce: string): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as unknown as Operation | undefined;
      return operation ? [operationOf(document, path, method, operation)] : [];
    }),
  );
  const schemas = Object.entries((document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>).map(
    ([name, schema]) => `<section id="${text(name)}"><h3>${text(name)}</h3><p>${text(schema.description)}</p>${table('Fields', propertiesOf(schema))}</section>`,
  );
  const { title, version, description } = document.info;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)} API</title><style nonce="${text(nonce)}">${STYLE}</style></head>
<body><main><h1>${text(title)} API ${text(version)}</h1><p>${text(description)} <a href="/api/docs/openapi.json">openapi.json</a></p>
<h2>Operations</h2>
${operations.join('\n')}
<h2>Contracts</h2>
${schemas.join('\n')}</main></body></html>
`;
}
