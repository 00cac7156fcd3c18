import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { PlatformError } from '#contract';
import type { OutboundHttp } from '../outbound/outbound-http';

const MAX_AGE_MS = 10 * 60_000;
/** How long the last keys remain valid while the issuer is unreachable. */
const MAX_STALE_MS = 60 * 60_000;
/** However many unknown key ids clients send, the issuer is not asked more often. */
const COOLDOWN_MS = 30_000;
const RETRY_MS = 5_000;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

interface Keys {
  readonly find: JWTVerifyGetKey;
  readonly readAt: number;
}

/**
 * The issuer's public keys (RFC 7517), fetched on first use and again when they are old or a token names an unknown key
 * id. Only the configured address is used, whatever a token says.
 */
export class Jwks {
  private keys?: Keys;
  private askedAt = -Infinity;
  private asking?: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly http: OutboundHttp,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws PlatformError `unavailable` when no keys are available */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.current();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.ask(COOLDOWN_MS);
      if (this.keys === undefined || this.keys === keys) throw error;
      return this.keys.find(header, token);
    }
  };

  private async current(): Promise<Keys> {
    if (this.age > MAX_AGE_MS) await this.ask(RETRY_MS);
    if (this.keys && this.age <= MAX_STALE_MS) return this.keys;
    throw new PlatformError('unavailable', 'Tokens cannot be checked: the keys of their issuer cannot be read', {
      retryAfterMs: RETRY_MS,
    });
  }

  private get age(): number {
    return this.keys ? this.now() - this.keys.readAt : Infinity;
  }

  /** Fetches the keys unless that happened a moment ago; concurrent callers share one fetch. */
  private async ask(pauseMs: number): Promise<void> {
    if (!this.asking && this.now() - this.askedAt >= pauseMs) {
      this.askedAt = this.now();
      this.asking = this.read().finally(() => (this.asking = undefined));
    }
    await this.asking;
  }

  private async read(): Promise<void> {
    const headers = { accept: 'application/jwk-set+json, application/json' };
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
    const outcome = await this.http.send({ to: 'configured', method: 'GET', url: this.url, headers, ...limits });
    if (outcome.outcome !== 'responded' || outcome.status !== 200) return;
    try {
      const set = JSON.parse(outcome.body.toString('utf8')) as JSONWebKeySet;
      this.keys = { find: createLocalJWKSet(set), readAt: this.now() };
    } catch {
      // An invalid key set changes nothing: the previous keys remain until they expire.
    }
  }
}
