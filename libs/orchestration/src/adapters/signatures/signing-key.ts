import { createHash, createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A stored key: a private JWK (RFC 8037), and when it was made, in milliseconds since the Unix epoch. */
export interface StoredKey {
  readonly jwk: JsonWebKey;
  readonly createdAt: number;
}

export interface SigningKey {
  /** Thumbprint of the public key (RFC 7638). */
  readonly id: string;
  readonly createdAt: number;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
  readonly stored: StoredKey;
}

/**
 * By way of PEM: in Node 20 the process stands still for ever when garbage is collected in the middle of exporting the very
 * KeyObject that was generated (the export holds the lock that the end of the generation waits for).
 */
export function newKey(now: number): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return readKey({ jwk: createPrivateKey(privateKey).export({ format: 'jwk' }), createdAt: now });
}

/** @throws Error if it is not an Ed25519 key; the message does not quote it */
export function readKey(stored: StoredKey): SigningKey {
  const { kty, crv, x, d } = stored.jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof d !== 'string') {
    throw new Error('a signing key is not a private Ed25519 JWK (RFC 8037)');
  }
  const id = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  const privateKey = createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
  const publicJwk = { kty, crv, x, kid: id, alg: 'EdDSA', use: 'sig' };
  return { id, createdAt: stored.createdAt, privateKey, publicJwk, stored };
}
