import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from './access';

export interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  readonly access: RouteAccess | undefined;
}

const joined = (...parts: string[]): string => `/${parts.flatMap((part) => part.split('/')).filter(Boolean).join('/')}`;

/** Every route of the application with what it declares to need. */
export function declaredRoutes(app: INestApplication): DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()].map((wrapper) => wrapper.metatype as new () => object));
  return [...new Set(controllers)].flatMap((controller) => {
    const base = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
    return Object.getOwnPropertyNames(controller.prototype).flatMap((name): DeclaredRoute[] => {
      const handler = (controller.prototype as Record<string, object>)[name]!;
      const method: RequestMethod | undefined = typeof handler === 'function' ? Reflect.getMetadata(METHOD_METADATA, handler) : undefined;
      if (method === undefined) return [];
      const access = (Reflect.getMetadata(ROUTE_ACCESS, handler) ?? Reflect.getMetadata(ROUTE_ACCESS, controller)) as RouteAccess | undefined;
      return [{ method: RequestMethod[method]!, path: joined('api', base, String(Reflect.getMetadata(PATH_METADATA, handler) ?? '')), access }];
    });
  });
}

const reasonOf = (access: RouteAccess): string => ('public' in access ? access.public : 'signedIn' in access ? access.signedIn : access.needs);

/** Refuses to start with a route that neither says what it needs nor that it is for everybody, or for everybody signed in, and why. */
export function requireDeclaredAccess(app: INestApplication): void {
  const undeclared = declaredRoutes(app).filter(({ access }) => !access || !reasonOf(access).trim());
  if (undeclared.length) throw new Error(`These routes do not declare their access: ${undeclared.map((route) => `${route.method} ${route.path}`).join(', ')}.`);
}
