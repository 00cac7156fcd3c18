import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { isLoopback } from '#contract';
import { ConfigError, type Environment, loadConfig } from '../config/load-config';
import type { PlatformConfig } from '../config/platform-config';
import { OutboundHttp } from '../outbound/outbound-http';
import { AuthConfig } from './auth.config';
import { AuthGuard } from './auth.guard';
import { Authenticator } from './authenticator';
import { Jwks } from './jwks';
import { KeyRing } from './key-ring';
import { ServiceToken } from './service-token';
import { TokenVerifier } from './token-verifier';

/**
 * Whether callers must authenticate.
 * @throws ConfigError when the configuration is ambiguous or incomplete
 */
export function isAuthRequired(config: AuthConfig, { HOST }: Pick<PlatformConfig, 'HOST'>): boolean {
  const { AUTH, AUTH_KEYS, AUTH_KEYS_FILE, AUTH_ISSUER } = config;
  if (AUTH === 'off') return false;
  if ([AUTH_KEYS, AUTH_KEYS_FILE, AUTH_ISSUER].some((setting) => setting !== undefined)) return true;
  if (AUTH === 'on') throw new ConfigError('AUTH=on needs AUTH_KEYS_FILE, AUTH_KEYS or AUTH_ISSUER: who may call');
  if (HOST === '::1' || isLoopback(HOST)) return false;
  throw new ConfigError(
    `AUTH: others can reach ${HOST}. Say who may call (AUTH_KEYS_FILE or AUTH_ISSUER), or AUTH=off: everybody`,
  );
}

/** @throws ConfigError before anything is opened, when the access configuration is ambiguous */
export function authProviders(platform: PlatformConfig, env: Environment): Provider[] {
  const config = loadConfig(AuthConfig, env);
  const required = isAuthRequired(config, platform);
  return [
    { provide: AuthConfig, useValue: config },
    { provide: KeyRing, useFactory: () => new KeyRing(config) },
    {
      provide: Authenticator,
      useFactory: (keys: KeyRing, http: OutboundHttp) => {
        const jwks = config.AUTH_ISSUER === undefined ? null : new Jwks(config.AUTH_JWKS_URL!, http);
        return new Authenticator(required, keys, jwks && new TokenVerifier(config, jwks));
      },
      inject: [KeyRing, OutboundHttp],
    },
    ServiceToken,
    { provide: APP_GUARD, useClass: AuthGuard },
  ];
}
