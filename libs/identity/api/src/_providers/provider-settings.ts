/** A provider of OpenID Connect by which people of this installation may sign in. */
export interface ProviderSettings {
  /** Its code in addresses. */
  readonly id: string;
  /** As the sign-in page calls it. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | null;
  /** Whether who comes from there has given a second factor there. */
  readonly givesSecondFactor: boolean;
}

export const PROVIDERS = Symbol('PROVIDERS');
