import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { isLoopback } from '#contract';
import { provideConfig } from '../config/environment';
import { ConfigError } from '../config/load-config';
import { PlatformConfig } from '../config/platform-config';
import { OutboundHttp } from '../outbound/outbound-http';
import { AuthConfig } from './auth.config';
import { AuthGuard } from './auth.guard';
import { Authenticator } from './authenticator';
import { Jwks } from './jwks';
import { KeyRing } from './key-ring';
import { ServiceToken } from './service-token';
import { TokenVerifier } from './token-verifier';

/**
 * Whether callers have to say who they are.
 * @throws ConfigError when that is not clear, or cannot be done
 */
export function isRequired(config: AuthConfig, { HOST }: Pick<PlatformConfig, 'HOST'>): boolean {
  const { AUTH, AUTH_KEYS, AUTH_KEYS_FILE, AUTH_ISSUER } = config;
  if (AUTH === 'off') return false;
  if ([AUTH_KEYS, AUTH_KEYS_FILE, AUTH_ISSUER].some((setting) => setting !== undefined)) return true;
  if (AUTH === 'on') throw new ConfigError('AUTH=on needs AUTH_KEYS_FILE, AUTH_KEYS or AUTH_ISSUER: who may call');
  if (HOST === '::1' || isLoopback(HOST)) return false;
  throw new ConfigError(
    `AUTH: others can reach ${HOST}. Say who may call (AUTH_KEYS_FILE or AUTH_ISSUER), or AUTH=off: everybody`,
  );
}

export const authProviders: Provider[] = [
  provideConfig(AuthConfig),
  { provide: KeyRing, useFactory: (config: AuthConfig) => new KeyRing(config), inject: [AuthConfig] },
  {
    provide: Authenticator,
    useFactory: (config: AuthConfig, platform: PlatformConfig, keys: KeyRing, http: OutboundHttp) => {
      const jwks = config.AUTH_ISSUER === undefined ? null : new Jwks(config.AUTH_JWKS_URL!, http);
      return new Authenticator(isRequired(config, platform), keys, jwks && new TokenVerifier(config, jwks));
    },
    inject: [AuthConfig, PlatformConfig, KeyRing, OutboundHttp],
  },
  ServiceToken,
  { provide: APP_GUARD, useClass: AuthGuard },
];
