import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import { AnyQuery, Authenticator, Public, PublicAddress } from '#platform';
import { readCookie, writeCookie } from '../session/cookies';
import { Seal } from '../session/seal';
import { SessionCookie } from '../session/session-cookie';
import { OidcLogin } from '../oidc/oidc-login';

const PURPOSE = 'login';
const COOKIE = 'csp-login';
/** How long a person may take to log in at the provider. */
const PATIENCE_S = 600;
/** A path of the console itself; `//` and `/\` would be another host. */
const OWN_PATH = /^\/(?![/\\])/;

/** The way to the OpenID provider and back. */
@ApiExcludeController()
@Controller('login')
@Public()
export class LoginController {
  constructor(
    private readonly oidc: OidcLogin,
    private readonly seal: Seal,
    private readonly session: SessionCookie,
    private readonly authenticator: Authenticator,
    private readonly address: PublicAddress,
  ) {}

  /** @param to the path that the page wants to show afterwards */
  @Get()
  async begin(@Res() response: Response, @Query('to') to = '/'): Promise<void> {
    if (!this.oidc.isOffered) throw new PlatformError('not-found', 'People log in with API keys here');
    const { url, pending } = await this.oidc.begin();
    const claims = { ...pending, to: OWN_PATH.test(to) ? to : '/' };
    this.remember(response, await this.seal.seal(PURPOSE, claims, PATIENCE_S), PATIENCE_S);
    response.redirect(303, url);
  }

  @Get('callback')
  @AnyQuery()
  async complete(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { to, ...pending } = await this.pendingOf(request);
    this.remember(response, '', 0);
    const { token, seconds } = await this.oidc.complete(request.originalUrl, pending);
    // Says what is wrong with the token now, and not when the page first uses it.
    request.headers.authorization = `Bearer ${token}`;
    await this.authenticator.identify(request, response);
    await this.session.keep(response, token, seconds);
    response.redirect(303, to);
  }

  private async pendingOf(request: Request) {
    const sealed = readCookie(request, COOKIE);
    const claims = sealed === undefined ? undefined : await this.seal.open(PURPOSE, sealed);
    if (!claims)
      throw new PlatformError('unauthenticated', 'This login has expired. Open the console and log in again');
    const { state, nonce, verifier, to } = claims as Record<string, string>;
    return { state: state!, nonce: nonce!, verifier: verifier!, to: to! };
  }

  /** Lax: the browser brings it when the provider sends it back. */
  private remember(response: Response, value: string, seconds: number): void {
    const secure = this.address.url.startsWith('https:');
    writeCookie(response, { name: COOKIE, value, seconds, secure, sameSite: 'Lax' });
  }
}
