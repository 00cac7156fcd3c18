import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

const CLIENT_ID = 'console';
const CLIENT_SECRET = 'secret of the console';
const AUDIENCE = 'platform';
const BASIC = `Basic ${Buffer.from(`${CLIENT_ID}:${encodeURIComponent(CLIENT_SECRET).replaceAll('%20', '+')}`).toString('base64')}`;

type Parameters = Readonly<Record<string, string>>;

/** An OpenID provider with one person, who is always logged in and agrees to everything. */
export class OpenIdProvider {
  /** Claims of the next tokens, besides those that every token has. */
  accessClaims: object = { scope: 'jobs:read' };
  idClaims: object = {};
  seconds = 300;
  private readonly codes = new Map<string, Parameters>();

  private constructor(
    private readonly key: CryptoKey,
    private readonly jwk: JWK,
    private readonly server = createServer((request, response) => void this.respond(request, response)),
  ) {}

  static async start(): Promise<OpenIdProvider> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const provider = new OpenIdProvider(privateKey, { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' });
    await once(provider.server.listen(0, '127.0.0.1'), 'listening');
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a console needs to be told. */
  get settings(): Record<string, string> {
    return {
      ...{ AUTH_ISSUER: this.url, AUTH_AUDIENCE: AUDIENCE, AUTH_JWKS_URL: `${this.url}/jwks` },
      ...{
        CONSOLE_OIDC_ISSUER: this.url,
        CONSOLE_OIDC_CLIENT_ID: CLIENT_ID,
        CONSOLE_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      },
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    if (pathname === '/authorize') return this.authorize(Object.fromEntries(searchParams), response);
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const body = pathname === '/token' ? await this.tokens(form, request) : this.document(pathname);
    response.writeHead(body === undefined ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { error: 'invalid_grant' }));
  }

  private document(pathname: string): object {
    if (pathname === '/jwks') return { keys: [this.jwk] };
    return {
      issuer: this.url,
      ...{ authorization_endpoint: `${this.url}/authorize`, token_endpoint: `${this.url}/token` },
      ...{ jwks_uri: `${this.url}/jwks`, end_session_endpoint: `${this.url}/logout` },
      id_token_signing_alg_values_supported: ['ES256'],
    };
  }

  private authorize(asked: Parameters, response: ServerResponse): void {
    const code = randomUUID();
    this.codes.set(code, asked);
    const back = new URLSearchParams({ code, state: asked.state ?? '' });
    response.writeHead(302, { location: `${asked.redirect_uri}?${back.toString()}` }).end();
  }

  /** Undefined for a code that was not given, or not for this client, address and verifier. */
  private async tokens(form: Parameters, { headers }: IncomingMessage): Promise<object | undefined> {
    const asked = this.codes.get(form.code ?? '');
    this.codes.delete(form.code ?? '');
    const challenge = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url');
    if (asked?.code_challenge !== challenge || asked.redirect_uri !== form.redirect_uri) return undefined;
    if (headers.authorization !== BASIC) return undefined;
    const idClaims = { nonce: asked.nonce, ...this.idClaims };
    return {
      ...{ token_type: 'Bearer', expires_in: this.seconds },
      access_token: await this.sign(this.accessClaims, AUDIENCE),
      id_token: await this.sign(idClaims, CLIENT_ID),
    };
  }

  private sign(claims: object, audience: string): Promise<string> {
    return new SignJWT({ iss: this.url, aud: audience, sub: 'ann', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuedAt()
      .setExpirationTime(`${this.seconds}s`)
      .sign(this.key);
  }
}
