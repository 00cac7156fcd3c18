import type { IncomingMessage, ServerResponse } from 'node:http';
import { PlatformError } from '#contract';
import { bearerTokenOf } from './bearer';
import { keyIdOf } from './api-key';
import type { KeyRing } from './key-ring';
import { hasAnyScope, type Principal, principalOf, rememberPrincipal } from './principal';
import type { Scope } from './scopes';
import { rejectedToken, type TokenVerifier } from './token-verifier';

/** Authenticates callers and authorizes them. */
export class Authenticator {
  constructor(
    /** False: callers need not authenticate and may do everything. */
    readonly required: boolean,
    private readonly keys: KeyRing,
    private readonly tokens: TokenVerifier | null,
  ) {}

  /**
   * Authenticates a request and remembers its principal. A request without credentials passes for now if it has no
   * body: public routes take none, so no body of an unknown client is ever read.
   * @throws PlatformError `unauthenticated`, with the challenge of RFC 6750 among the response headers
   */
  async identify(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const token = bearerTokenOf(request);
      if (token !== undefined) rememberPrincipal(request, await this.principalOf(token));
      else if (!isBareRead(request)) throw anonymous();
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'unauthenticated') challenge(request, response);
      throw error;
    }
  }

  /**
   * Authorizes a request whose principal has one of these scopes.
   * @throws PlatformError `unauthenticated` or `forbidden`, with the challenge of RFC 6750
   */
  admit(request: IncomingMessage, response: ServerResponse, anyOf: readonly Scope[]): void {
    const principal = principalOf(request);
    if (!principal) {
      challenge(request, response);
      throw anonymous();
    }
    if (hasAnyScope(principal, anyOf)) return;
    const scope = anyOf.join(' ');
    response.setHeader('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
    throw new PlatformError('forbidden', `This takes the scope ${anyOf.join(' or ')}, which you do not have`);
  }

  private async principalOf(token: string): Promise<Principal> {
    if (keyIdOf(token) !== undefined) {
      const principal = this.keys.principalOf(token);
      if (principal) return principal;
      throw rejectedToken('there is no such key (any more)');
    }
    if (!this.tokens) throw rejectedToken('it is no API key, and tokens of an issuer are not taken here');
    const principal = await this.tokens.principalOf(token);
    // Principals of API keys are named by the operator; an issuer whose users choose their names must not collide with
    // them.
    if (this.keys.knows(principal.name)) throw rejectedToken('its sub is the name of an API key');
    return principal;
  }
}

function isBareRead({ method, headers }: IncomingMessage): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0);
}

function challenge({ headers }: IncomingMessage, response: ServerResponse): void {
  const because = headers.authorization === undefined ? '' : ' error="invalid_token"';
  response.setHeader('WWW-Authenticate', `Bearer${because}`);
}

function anonymous(): PlatformError {
  return new PlatformError('unauthenticated', 'Say who you are: Authorization: Bearer, and an API key or a token');
}
