import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Scope } from './scopes';

/**
 * An API key as it is kept. The key itself, `csp_<id>_<secret>`, exists only in the hands of its owner.
 *
 * SHA-256 is enough, and a slow hash would be wrong: those slow down guessing what people thought up. The secret is 256
 * random bits, which nobody guesses at any speed, and it is checked on every request: with a slow hash anybody could
 * keep the app busy by sending wrong keys.
 */
export interface ApiKey {
  readonly id: string;
  /** Who calls with it. Several keys may belong to one principal. */
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
  /** To be shown once. */
  readonly key: string;
  /** To be kept. */
  readonly entry: ApiKey;
}

export function makeApiKey(about: Omit<ApiKey, 'hash'>): NewApiKey {
  const key = `csp_${about.id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, entry: { ...about, hash: `sha256:${digestOf(key).toString('hex')}` } };
}

/** The id in a key; undefined when the text is no API key at all. */
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
