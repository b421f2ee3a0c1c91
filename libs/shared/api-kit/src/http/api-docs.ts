import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiResponse } from '@nestjs/swagger';

type Contract = abstract new (...args: never[]) => unknown;
export const schemaRef = (contract: Contract): { $ref: string } => ({ $ref: `#/components/schemas/${contract.name}` });

/** What a route answers, for the OpenAPI document: a contract, a list of it, or nothing (204). */
export const Answers = (status: number, contract?: Contract, options: { list?: boolean; description?: string } = {}) =>
  ApiResponse({
    status,
    description: options.description ?? '',
    ...(contract ? { schema: options.list ? { type: 'array', items: schemaRef(contract) } : schemaRef(contract) } : {}),
  });

/** The refusals a route may answer with, each as application/problem+json. */
export const Refuses = (...statuses: number[]) =>
  applyDecorators(...statuses.map((status) => ApiResponse({ status, description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })));

export const Takes = (contract: Contract) => ApiBody({ schema: schemaRef(contract) });
