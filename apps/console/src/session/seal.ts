import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { ConsoleConfig } from '../config/console.config';

const HEADER = { alg: 'dir', enc: 'A256GCM' } as const;
const KEY_BYTES = 32;

/** Encrypts and authenticates claims for a purpose and a time (JWE, RFC 7516), so that a browser can keep them. */
@Injectable()
export class Seal {
  private readonly key: Uint8Array;

  constructor({ CONSOLE_SECRET: secret }: ConsoleConfig) {
    this.key = secret === undefined ? randomBytes(KEY_BYTES) : createHash('sha256').update(secret).digest();
  }

  seal(purpose: string, claims: Readonly<Record<string, string>>, seconds: number): Promise<string> {
    return new EncryptJWT({ ...claims })
      .setProtectedHeader(HEADER)
      .setAudience(purpose)
      .setExpirationTime(`${seconds}s`)
      .encrypt(this.key);
  }

  /** The claims; undefined when they have expired, or were not sealed here for this purpose. */
  async open(purpose: string, sealed: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      const options = {
        audience: purpose,
        keyManagementAlgorithms: [HEADER.alg],
        contentEncryptionAlgorithms: [HEADER.enc],
      };
      return (await jwtDecrypt(sealed, this.key, options)).payload;
    } catch {
      return undefined;
    }
  }
}
