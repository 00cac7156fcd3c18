import { timingSafeEqual, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseDictionary } from 'structured-headers';
import { PlatformError } from '#contract';
import {
  contentDigest,
  COVERED_COMPONENTS,
  COVERED_IF_PRESENT,
  signedPartsOf,
  rawBodyOf,
  SIGNATURE_LIFETIME_MS,
  signatureBase,
} from '#platform';
import type { ReplayCache } from './replay-cache';
import { type CallSignature, readSignature } from './signature-headers';
import type { TrustedKeys } from './trusted-keys';

export interface VerifierOptions {
  /** Whether a call without a signature is refused. */
  readonly required: boolean;
  readonly clockSkewMs: number;
  /** The address of this service for its callers, without a trailing slash. The request's own claim is ignored. */
  readonly address: () => string;
  readonly now?: () => number;
}

/** Verifies that a call was made by job-control, for this service, for this action, now, and only once (RFC 9421). */
export class CallVerifier {
  private readonly now: () => number;

  constructor(
    private readonly keys: TrustedKeys,
    private readonly seen: ReplayCache,
    private readonly options: VerifierOptions,
  ) {
    this.now = options.now ?? Date.now;
  }

  /** @throws PlatformError `signature-refused`, or `unavailable` when the keys cannot be read */
  async check(request: IncomingMessage & { originalUrl: string }): Promise<void> {
    const signature = this.signatureOf(request);
    if (signature === null) {
      if (this.options.required) throw refused('the call is not signed by job-control');
      return;
    }
    this.checkCoverage(signature, request);
    this.checkTime(signature);
    checkDigest(request);
    await this.checkSignature(signature, request);
    const until = signature.expires * 1000 + this.options.clockSkewMs;
    const isFirst = await this.seen.isFirst(`${signature.keyId}/${signature.nonce}`, until);
    if (!isFirst) throw refused('this signature was used before');
  }

  private signatureOf({ headers }: IncomingMessage): CallSignature | null {
    const { signature, 'signature-input': input } = headers;
    if (typeof signature !== 'string' || typeof input !== 'string') return null;
    try {
      return readSignature(input, signature);
    } catch (cause) {
      throw refused(`the signature cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  private checkCoverage({ components }: CallSignature, { headers }: IncomingMessage): void {
    const wanted = [
      ...COVERED_COMPONENTS,
      'content-digest',
      ...COVERED_IF_PRESENT.filter((name) => headers[name] !== undefined),
    ];
    const missing = wanted.filter((name) => !components.includes(name));
    if (missing.length > 0) throw refused(`the signature does not cover ${[...new Set(missing)].join(', ')}`);
  }

  private checkTime({ created, expires }: CallSignature): void {
    const { clockSkewMs } = this.options;
    const now = this.now();
    const at = `by the clock of this service, ${new Date(now).toISOString()}`;
    if (created * 1000 > now + clockSkewMs) throw refused(`the signature was made in the future, ${at}`);
    const end = Math.min(expires * 1000, created * 1000 + SIGNATURE_LIFETIME_MS);
    if (end < now - clockSkewMs) throw refused(`the signature has expired, ${at}`);
  }

  private async checkSignature(signature: CallSignature, request: IncomingMessage & { originalUrl: string }) {
    const { components, params, keyId, bytes } = signature;
    const key = await this.keys.find(keyId);
    if (key === null) throw refused('the signature is of a key that is not trusted here');
    const { method = '', headers, originalUrl } = request;
    const message = { method, ...signedPartsOf(`${this.options.address()}${originalUrl}`), headers };
    const base = baseOf(() => signatureBase(message, components, params));
    if (verify(null, Buffer.from(base), key, bytes)) return;
    throw refused('the signature is not of this request: it was made for another address or action, or changed since');
  }
}

function baseOf(build: () => string): string {
  try {
    return build();
  } catch (cause) {
    throw refused(`the signature covers what is not there: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** RFC 9530: the body matches the digest that the signature covers. */
function checkDigest(request: IncomingMessage): void {
  const given = String(request.headers['content-digest']);
  const expected = Buffer.from(contentDigest(rawBodyOf(request)));
  try {
    const [digest] = parseDictionary(given).get('sha-256') ?? [];
    if (digest instanceof ArrayBuffer) {
      const actual = Buffer.from(`sha-256=:${Buffer.from(digest).toString('base64')}:`);
      if (actual.length === expected.length && timingSafeEqual(actual, expected)) return;
    }
  } catch {
    // A malformed value never matches.
  }
  throw refused('the body is not the one that Content-Digest was made of');
}

function refused(why: string): PlatformError {
  return new PlatformError('signature-refused', `Who calls is not proven: ${why}`);
}
