import type { JsonWebKey } from 'node:crypto';

export const SIGNING_KEYS = Symbol('KeyDirectory');

/** The public keys that calls are signed with. */
export interface KeyDirectory {
  /** As a JWK set holds them (RFC 7517). */
  published(): Promise<readonly JsonWebKey[]>;
}
