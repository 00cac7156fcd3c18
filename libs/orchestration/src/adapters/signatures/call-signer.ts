import { type KeyObject, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { extend, memoize } from '#contract/pure';
import {
  contentDigest,
  COVERED_COMPONENTS,
  COVERED_IF_PRESENT,
  type OutboundRequest,
  signedPartsOf,
  SIGNATURE_LABEL,
  SIGNATURE_LIFETIME_MS,
  SIGNATURE_TAG,
  signatureBase,
} from '#platform';
import { SIGNING_KEYS } from '../../ports/key-directory.port';
import type { SigningKeys } from './signing-keys';

const signInThreadPool = promisify<null, Buffer, KeyObject, Buffer>(sign);

/**
 * Signs requests (RFC 9421), each attempt anew: the same signature twice is a replay. Ed25519 costs as much as the request,
 * so it runs in Node's thread pool.
 */
@Injectable()
export class CallSigner {
  private readonly partsOf = memoize(signedPartsOf);

  constructor(@Inject(SIGNING_KEYS) private readonly keys: SigningKeys) {}

  async sign(request: OutboundRequest): Promise<OutboundRequest> {
    const { method, url, body } = request;
    const digest = body === undefined ? {} : { 'content-digest': contentDigest(body) };
    const headers: NonNullable<OutboundRequest['headers']> = extend(request.headers, digest);
    const { id, privateKey } = this.keys.signing;
    const components = [...COVERED_COMPONENTS, ...COVERED_IF_PRESENT.filter((name) => headers[name] !== undefined)];
    // The wall clock: the recipient compares with its own.
    const now = Date.now();
    const params =
      `("${components.join('" "')}")` +
      `;created=${seconds(now)};expires=${seconds(now + SIGNATURE_LIFETIME_MS)}` +
      `;nonce="${randomUUID()}";keyid="${id}";alg="ed25519";tag="${SIGNATURE_TAG}"`;
    const base = signatureBase({ method, ...this.partsOf(url), headers }, components, params);
    const signature = await signInThreadPool(null, Buffer.from(base), privateKey);
    return {
      ...request,
      headers: extend(headers, {
        'signature-input': `${SIGNATURE_LABEL}=${params}`,
        signature: `${SIGNATURE_LABEL}=:${signature.toString('base64')}:`,
      }),
    };
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
