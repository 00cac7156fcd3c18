import type { IncomingHttpHeaders } from 'node:http';
import { randomUUID, sign } from 'node:crypto';
import {
  contentDigest,
  COVERED,
  COVERED_IF_THERE,
  type OutboundRequest,
  partsOf,
  SIGNATURE_LABEL,
  SIGNATURE_LIFETIME_MS,
  SIGNATURE_TAG,
  signatureBase,
} from '#platform';
import type { Clock } from '../../ports/clock.port';
import type { SigningKeys } from './signing-keys';

/** Signs requests (RFC 9421), each anew: the same signature twice is a replay. */
export class CallSigner {
  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  sign(request: OutboundRequest): OutboundRequest {
    const { method, url, body } = request;
    const headers: IncomingHttpHeaders = {
      ...request.headers,
      ...(body !== undefined && { 'content-digest': contentDigest(body) }),
    };
    const { id, privateKey } = this.keys.signing;
    const components = [...COVERED, ...COVERED_IF_THERE.filter((name) => headers[name] !== undefined)];
    const now = this.clock.now();
    const params =
      `(${components.map((name) => `"${name}"`).join(' ')})` +
      `;created=${seconds(now)};expires=${seconds(now + SIGNATURE_LIFETIME_MS)}` +
      `;nonce="${randomUUID()}";keyid="${id}";alg="ed25519";tag="${SIGNATURE_TAG}"`;
    const base = signatureBase({ method, ...partsOf(url), headers }, components, params);
    return {
      ...request,
      headers: {
        ...headers,
        'signature-input': `${SIGNATURE_LABEL}=${params}`,
        signature: `${SIGNATURE_LABEL}=:${sign(null, Buffer.from(base), privateKey).toString('base64')}:`,
      },
    };
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
