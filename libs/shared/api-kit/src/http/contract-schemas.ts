// @ts-expect-error The package declares no types for the one door to its metadata that class-validator-jsonschema asks for.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

type Schema = { properties?: Record<string, { type?: string | string[]; $ref?: string }>; required?: string[] } & Record<string, unknown>;

/** JSON schemas of all contracts, from the decorators by which requests are validated: one definition for both. */
export function contractSchemas(): Record<string, Schema> {
  const schemas = validationMetadatasToSchemas({ classTransformerMetadataStorage: defaultMetadataStorage, refPointerPrefix: '#/components/schemas/' }) as Record<string, Schema>;
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}
