/**
 * How job-control signs its calls, and what a service insists on: one place, so that both agree.
 * HTTP Message Signatures (RFC 9421) with Ed25519.
 */

/** The name of the signature in `Signature` and `Signature-Input`. */
export const SIGNATURE_LABEL = 'call';

/** Says what the signature is for (RFC 9421, section 2.3, `tag`), so that no other one can pass for it. */
export const SIGNATURE_TAG = 'composable-call';

/** Milliseconds for which a signature counts: time to get there, not to be kept. */
export const SIGNATURE_LIFETIME_MS = 60_000;

/** What every signature covers; not the scheme, which a service behind a proxy does not see. */
export const COVERED = ['@method', '@authority', '@path', '@query', 'idempotency-key'] as const;

/** What it covers besides, where the request has it: a header put in or taken away would change what is asked for. */
export const COVERED_IF_THERE = ['content-digest', 'correlation-id', 'settles'] as const;

/** Where job-control publishes its keys (draft-meunier-webbotauth-httpsig-directory, a JWK set of RFC 7517). */
export const KEY_DIRECTORY = '/.well-known/http-message-signatures-directory';
