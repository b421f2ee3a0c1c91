import { SetMetadata } from '@nestjs/common';
import type { Actor, Permission } from '@passerelle/shared/kernel';

export type RouteAccess = { readonly needs: Permission } | { readonly public: string } | { readonly signedIn: string };
export const ROUTE_ACCESS = 'passerelle:access';
export const WHILE_RESTRICTED = 'passerelle:while-restricted';
export const LEAVES_SESSION_TIME = 'passerelle:leaves-session-time';

/** What a route needs: the permission of the act, which some role of the person must carry. Whether it covers this very thing is the use case's question. */
export const Needs = (permission: Permission) => SetMetadata(ROUTE_ACCESS, { needs: permission } satisfies RouteAccess);

/** A route for everybody, and why. A route that declares neither is refused. */
export const Public = (why: string) => SetMetadata(ROUTE_ACCESS, { public: why } satisfies RouteAccess);

/** A route for whoever is signed in, with a role or without, and why no role is asked for: it shows and changes nothing but what is the person's own. */
export const NeedsSession = (why: string) => SetMetadata(ROUTE_ACCESS, { signedIn: why } satisfies RouteAccess);

/** A route that answers also while the session is restricted (`SignedIn.restrictedBy`): what lifts the restriction, and the way out. */
export const WhileRestricted = () => SetMetadata(WHILE_RESTRICTED, true);

/** A route that is asked without anybody doing anything: it does not move the end of the session. */
export const LeavesSessionTime = () => SetMetadata(LEAVES_SESSION_TIME, true);

/** A signed-in person as the guard finds it by the session cookie. */
export interface SignedIn {
  readonly actor: Actor;
  readonly csrfToken: string;
  readonly sessionId: string;
  /** When the session ends unless something is asked before (ISO moment). */
  readonly endsAt: string;
  /** Why everything but the routes marked WhileRestricted is refused, as the refusal's code; null: nothing is. */
  readonly restrictedBy: string | null;
}

/** Who is behind a session token; the identity domain answers. */
export const SESSION_SOURCE = Symbol('SESSION_SOURCE');
export interface SessionSource {
  /** `extend`: the person does something, which moves the end of her session. */
  findSignedIn(token: string, options: { readonly extend: boolean }): Promise<SignedIn | null>;
}
