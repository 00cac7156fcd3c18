/**
 * How job-control signs its calls and services verify them, in one place so that both agree. HTTP Message Signatures
 * (RFC 9421) with Ed25519.
 */

/** The name of the signature in `Signature` and `Signature-Input`. */
export const SIGNATURE_LABEL = 'call';

/** The purpose of the signature (RFC 9421, section 2.3, `tag`), so that no other one can be reused for it. */
export const SIGNATURE_TAG = 'composable-call';

/** Milliseconds for which a signature is valid: enough to arrive, too short to be stored. */
export const SIGNATURE_LIFETIME_MS = 60_000;

/** Components of every signature; not the scheme, which a service behind a proxy does not see. */
export const COVERED_COMPONENTS = ['@method', '@authority', '@path', '@query', 'idempotency-key'] as const;

/** Components that are covered if the request has them: adding or removing such a header would change its meaning. */
export const COVERED_IF_PRESENT = ['content-digest', 'correlation-id', 'settles'] as const;

/** Where job-control publishes its keys (draft-meunier-webbotauth-httpsig-directory, a JWK set of RFC 7517). */
export const KEY_DIRECTORY = '/.well-known/http-message-signatures-directory';
