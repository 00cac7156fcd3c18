import { readFile } from 'node:fs/promises';
import { isJsonObject } from '#contract';
import { ConfigError } from '#platform';
import { readKey, type SigningKey, type StoredKey } from './signing-key';

/**
 * Keys that the operator provides: a JWK set of private Ed25519 keys. The first signs, all are published.
 * @throws ConfigError when the file cannot be used
 */
export async function readConfiguredKeys(path: string): Promise<readonly SigningKey[]> {
  try {
    const set: unknown = JSON.parse(await readFile(path, 'utf8'));
    const jwks: unknown = isJsonObject(set) ? set.keys : undefined;
    if (!Array.isArray(jwks) || jwks.length === 0) throw new Error('expected {"keys": […]}');
    return jwks.map((jwk: StoredKey['jwk']) => readKey({ jwk, createdAt: 0 }));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code ?? (error instanceof SyntaxError ? 'this is not JSON' : message);
    throw new ConfigError(`SIGNING_KEYS_FILE cannot be used: ${reason}`);
  }
}
