import type { OpenAPIObject } from '@nestjs/swagger';
import type { Dice } from './dice';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
}

/** What the document says of an operation. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: readonly string[];
  readonly statuses: ReadonlySet<number>;
  /** The whole JSON body as a schema, a form with a file, or nothing. */
  readonly body: { readonly kind: 'json' | 'form'; readonly schema: Schema } | null;
}

type Described = { parameters?: { name: string; in: string }[]; requestBody?: { content: Record<string, { schema: Schema }> }; responses: object };

export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method): Operation[] => {
      const described = item[method] as unknown as Described | undefined;
      if (!described) return [];
      const named = (place: string): string[] => (described.parameters ?? []).filter((one) => one.in === place).map((one) => one.name);
      const [media, content] = Object.entries(described.requestBody?.content ?? {})[0] ?? [];
      return [{
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase() as Operation['method'],
        path,
        query: named('query'),
        headers: named('header').map((name) => name.toLowerCase()),
        statuses: new Set(Object.keys(described.responses).map(Number)),
        body: content ? { kind: media === 'multipart/form-data' ? 'form' : 'json', schema: content.schema } : null,
      }];
    }),
  );
}

/** A value that a schema allows, as far as the document tells. */
export function sampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, dice: Dice): unknown {
  if (schema.$ref) return sampleOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas, dice);
  if (schema.enum) return dice.pick(schema.enum);
  if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, sampleOf(property, schemas, dice)]));
  switch (schema.type) {
    case 'integer':
    case 'number':
      return schema.minimum ?? dice.number(1000);
    case 'boolean':
      return dice.chance(0.5);
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sampleOf(schema.items ?? {}, schemas, dice));
    case 'object':
      return {};
    default:
      return schema.format === 'uuid' ? dice.uuid() : schema.format === 'email' ? 'nobody@nowhere.example' : 'x'.repeat(Math.max(1, schema.minLength ?? 1));
  }
}
