import { SetMetadata } from '@nestjs/common';
import type { Actor, Permission } from '@passerelle/shared/kernel';

export type RouteAccess = { readonly needs: Permission } | { readonly public: string };
export const ROUTE_ACCESS = 'passerelle:access';

/** What a route needs: the permission of the act, which some role of the person must carry. Whether it covers this very thing is the use case's question. */
export const Needs = (permission: Permission) => SetMetadata(ROUTE_ACCESS, { needs: permission } satisfies RouteAccess);

/** A route for everybody, and why. A route that declares neither is refused. */
export const Public = (why: string) => SetMetadata(ROUTE_ACCESS, { public: why } satisfies RouteAccess);

/** A signed-in person as the guard finds it by the session cookie. */
export interface SignedIn {
  readonly actor: Actor;
  readonly csrfToken: string;
}

/** Who is behind a session token; the identity domain answers. */
export const SESSION_SOURCE = Symbol('SESSION_SOURCE');
export interface SessionSource {
  findSignedIn(token: string): Promise<SignedIn | null>;
}
