import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** A token issuer with its own keys, published on a free local port. */
export class Issuer {
  /** How often its keys were fetched. */
  asked = 0;
  /** The published key set; a string is sent literally. */
  published: JWK[] | string = [];
  /** The response to send instead. */
  status = 200;
  private key!: CryptoKey;
  private kid = '';

  private constructor(private readonly server: Server) {
    server.on('request', (_, response) => {
      this.asked++;
      const body = typeof this.published === 'string' ? this.published : JSON.stringify({ keys: this.published });
      response.writeHead(this.status, { 'content-type': 'application/json' }).end(body);
    });
  }

  static async start(): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const issuer = new Issuer(server);
    await issuer.rotate();
    return issuer;
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/jwks`;
  }

  /** Signs with a new key from now on, and publishes no other. */
  async rotate(algorithm = 'ES256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    this.kid = `key-${Math.random()}`;
    this.key = privateKey;
    this.published = [{ ...(await exportJWK(publicKey)), kid: this.kid, alg: algorithm, use: 'sig' }];
  }

  /** A valid token with these overrides; undefined removes a claim. */
  async token(claims: JWTPayload = {}, header: Record<string, unknown> = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const standard = {
      iss: 'https://issuer.example',
      aud: 'platform',
      sub: 'alice',
      scope: 'jobs:read',
      exp: now + 300,
    };
    const [jwk] = this.published as JWK[];
    return new SignJWT({ ...standard, ...claims })
      .setProtectedHeader({ alg: jwk?.alg ?? 'ES256', kid: this.kid, ...header })
      .sign(this.key);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
