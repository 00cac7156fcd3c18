import type { IncomingMessage, ServerResponse } from 'node:http';
import { PlatformError } from '#contract';
import { bearerTokenOf } from './bearer';
import { keyIdOf } from './api-key';
import type { KeyRing } from './key-ring';
import { mayAny, type Principal, principalOf, rememberPrincipal } from './principal';
import type { Scope } from './scopes';
import { refused, type TokenVerifier } from './token-verifier';

/** Finds out who is calling, and whether they may. */
export class Authenticator {
  constructor(
    /** False: nobody is asked who they are, and everybody may do everything. */
    readonly required: boolean,
    private readonly keys: KeyRing,
    private readonly tokens: TokenVerifier | null,
  ) {}

  /**
   * Remembers who sent a request. One that says nothing of that may pass for now, if it brings no body: what is open to
   * all takes none, so nothing that strangers send is read at all.
   * @throws PlatformError `unauthenticated`, with the challenge of RFC 6750 among the answer's headers
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
   * Lets a request pass whose sender has one of these scopes.
   * @throws PlatformError `unauthenticated` or `forbidden`, with the challenge of RFC 6750
   */
  admit(request: IncomingMessage, response: ServerResponse, anyOf: readonly Scope[]): void {
    const principal = principalOf(request);
    if (!principal) {
      challenge(request, response);
      throw anonymous();
    }
    if (mayAny(principal, anyOf)) return;
    const scope = anyOf.join(' ');
    response.setHeader('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
    throw new PlatformError('forbidden', `This takes the scope ${anyOf.join(' or ')}, which you do not have`);
  }

  private async principalOf(token: string): Promise<Principal> {
    if (keyIdOf(token) !== undefined) {
      const principal = this.keys.principalOf(token);
      if (principal) return principal;
      throw refused('there is no such key (any more)');
    }
    if (!this.tokens) throw refused('it is no API key, and tokens of an issuer are not taken here');
    const principal = await this.tokens.principalOf(token);
    // Names of keys are given by whoever runs this; an issuer, where people may choose theirs, cannot give them too.
    if (this.keys.knows(principal.name)) throw refused('its sub is the name of an API key');
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
