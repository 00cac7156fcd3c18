import { Injectable, Logger } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  customFetch,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { isLoopback, PlatformError } from '#contract';
import { AuthConfig, ConfigError, OutboundHttp, PublicAddress } from '#platform';
import { OidcConfig } from './oidc.config';
import { providerFetch } from './provider-fetch';

const CALLBACK = '/login/callback';

/** What a login needs to remember until the browser comes back. */
export interface PendingLogin {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface LoggedIn {
  /** The access token: what the APIs accept. */
  readonly token: string;
  /** Undefined where the provider does not say how long the token is valid. */
  readonly seconds?: number;
}

/** Logs people in at an OpenID provider: authorization code with PKCE (RFC 7636), state and nonce. */
@Injectable()
export class OidcLogin {
  private readonly logger = new Logger(OidcLogin.name);
  private provider?: Promise<Configuration>;

  /** @throws ConfigError when the provider's tokens would not be accepted */
  constructor(
    private readonly config: OidcConfig,
    auth: AuthConfig,
    private readonly address: PublicAddress,
    private readonly http: OutboundHttp,
  ) {
    if (this.isOffered && auth.AUTH_ISSUER === undefined)
      throw new ConfigError('CONSOLE_OIDC_ISSUER needs AUTH_ISSUER: whose tokens the platform accepts');
  }

  get isOffered(): boolean {
    return this.config.CONSOLE_OIDC_ISSUER !== undefined;
  }

  /** Where the browser goes to log in, and what must be remembered meanwhile. */
  async begin(): Promise<{ url: string; pending: PendingLogin }> {
    const provider = await this.known();
    const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: this.address.url + CALLBACK,
      scope: this.config.CONSOLE_OIDC_SCOPE,
      code_challenge: await calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
    });
    return { url: url.href, pending };
  }

  /**
   * Exchanges the code with which the browser comes back.
   * @throws PlatformError `unauthenticated` when the provider, or what came back, refuses the login
   */
  async complete(returnedTo: string, { state, nonce, verifier }: PendingLogin): Promise<LoggedIn> {
    const provider = await this.known();
    try {
      const { access_token: token, expires_in: seconds } = await authorizationCodeGrant(
        provider,
        new URL(this.address.url + returnedTo),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      );
      return { token, seconds };
    } catch (error) {
      this.logger.warn({ message: `a login was refused: ${(error as Error).message}` });
      throw new PlatformError('unauthenticated', 'The login was refused. Open the console and log in again');
    }
  }

  /** Where the browser goes so that the provider forgets the login too; undefined where it offers that nowhere. */
  async endSessionUrl(): Promise<string | undefined> {
    const provider = await this.known();
    if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
    return buildEndSessionUrl(provider, { post_logout_redirect_uri: `${this.address.url}/` }).href;
  }

  /** Asked at the first login, and again after a failure: the console starts without its provider. */
  private known(): Promise<Configuration> {
    this.provider ??= this.discover().catch((error: unknown) => {
      this.provider = undefined;
      this.logger.warn({ message: `the OpenID provider is not available: ${(error as Error).message}` });
      throw new PlatformError('unavailable', 'The provider at which people log in does not respond. Try again soon');
    });
    return this.provider;
  }

  private discover(): Promise<Configuration> {
    const { CONSOLE_OIDC_ISSUER, CONSOLE_OIDC_CLIENT_ID, CONSOLE_OIDC_CLIENT_SECRET: secret } = this.config;
    const issuer = new URL(CONSOLE_OIDC_ISSUER!);
    const authentication = secret === undefined ? None() : ClientSecretBasic(secret);
    return discovery(issuer, CONSOLE_OIDC_CLIENT_ID!, undefined, authentication, {
      [customFetch]: providerFetch(this.http),
      execute: isLoopback(issuer.hostname) ? [allowInsecureRequests] : [],
    });
  }
}
