import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Scope } from './scopes';

/**
 * An API key as the platform stores it. The key itself, `csp_<id>_<secret>`, exists only with its owner.
 *
 * A plain SHA-256 is right and a slow hash would be wrong: slow hashes protect passwords that people choose. The secret
 * is 256 random bits, which cannot be guessed at any speed, and it is checked on every request: a slow hash would let
 * any client exhaust the app's CPU by sending wrong keys.
 */
export interface ApiKey {
  readonly id: string;
  /** The principal. Several keys may belong to one. */
  readonly principal: string;
  readonly scopes: readonly Scope[];
  /** `sha256:` and 64 hex digits, over the whole key. */
  readonly hash: string;
  /** RFC 3339. */
  readonly expires?: string;
}

const SECRET_BYTES = 32;
const KEY = /^csp_([a-z0-9-]{1,64})_[A-Za-z0-9_-]{43}$/;

export interface NewApiKey {
  /** Shown once. */
  readonly key: string;
  /** Stored. */
  readonly entry: ApiKey;
}

export function makeApiKey(about: Omit<ApiKey, 'hash'>): NewApiKey {
  const key = `csp_${about.id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, entry: { ...about, hash: `sha256:${digestOf(key).toString('hex')}` } };
}

/** The id in a key; undefined when the text is not an API key. */
export function keyIdOf(text: string): string | undefined {
  return KEY.exec(text)?.[1];
}

/** Compares in constant time. */
export function isKeyOf({ hash }: ApiKey, text: string): boolean {
  return timingSafeEqual(digestOf(text), Buffer.from(hash.slice('sha256:'.length), 'hex'));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
