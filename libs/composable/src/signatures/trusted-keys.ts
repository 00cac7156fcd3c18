import { KeyObject, type webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { ConfigError, Jwks, type OutboundHttp } from '#platform';

/** The public keys whose signatures are accepted. */
export class TrustedKeys {
  constructor(private readonly sources: readonly JWTVerifyGetKey[]) {}

  /**
   * @param places addresses of key directories, or paths of JWK sets
   * @throws ConfigError when a JWK set cannot be used
   */
  static of(places: readonly string[], http: OutboundHttp): TrustedKeys {
    return new TrustedKeys(
      places.map((place) => (/^https?:\/\//.test(place) ? new Jwks(place, http).keyFor : keysOfFile(place))),
    );
  }

  /**
   * The Ed25519 key of this id; null when there is none.
   * @throws PlatformError `unavailable` when a directory cannot be read
   */
  async find(kid: string): Promise<KeyObject | null> {
    for (const keyFor of this.sources) {
      try {
        const key = (await keyFor({ alg: 'EdDSA', kid }, { payload: '', signature: '' })) as webcrypto.CryptoKey;
        return KeyObject.from(key);
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
      }
    }
    return null;
  }
}

function keysOfFile(path: string): JWTVerifyGetKey {
  try {
    return createLocalJWKSet(JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError(`CALL_SIGNATURE_KEYS: ${path} cannot be used: ${code ?? message}`);
  }
}
